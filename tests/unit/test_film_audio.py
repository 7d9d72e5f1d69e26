"""Sound tracks: files are known by what they hold, nothing but music is opened, and what is heard in the end is as loud as it should be."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

from assetkit.errors import AssetkitError
from assetkit.film.audio import FADE_OUT, MOST_SECONDS, laid, music, samples_of, silence
from assetkit.film.encoder import SOUND_RATE, Encoding
from assetkit.film.loudness import CEILING, TARGET, as_played, measure
from assetkit.film.making import make_film
from assetkit.film.music import read_music, reader_of
from assetkit.film.readback import refuse_differences

Samples = np.ndarray[Any, np.dtype[np.float32]]


def tune(seconds: float, level: float = 0.5, beat: float = 2.0) -> Samples:
    """Something like music: chords that fade, with a drum; from a fixed seed."""
    t = np.arange(round(SOUND_RATE * seconds)) / SOUND_RATE
    chord = sum(np.sin(2 * np.pi * tone * t + tone) for tone in (110, 220, 277, 330, 660)) * np.exp(-((t * beat) % 1) * 5)
    drum = np.random.default_rng(1).normal(0, 0.5, len(t)) * np.exp(-((t * 2 * beat) % 1) * 30)
    mono = chord + drum
    mono = mono / np.abs(mono).max() * level
    return np.stack([mono, np.roll(mono, 240)], 1).astype(np.float32)


def write(path: Path, samples: Samples, codec: str = "pcm_s16le", kind: str | None = None) -> Path:
    with av.open(str(path), "w", format=kind) as container:
        stream: Any = container.add_stream(codec, rate=SOUND_RATE, layout="stereo")
        resampler = av.AudioResampler(format=stream.format, layout="stereo", rate=SOUND_RATE)
        for start in range(0, len(samples), 1152):
            block = np.ascontiguousarray(samples[start : start + 1152].T)
            frame = av.AudioFrame.from_ndarray(block, format="fltp", layout="stereo")
            frame.sample_rate = SOUND_RATE
            for part in resampler.resample(frame):
                container.mux(stream.encode(part))
        container.mux(stream.encode(None))
    return path


# ---- what is opened


@pytest.mark.parametrize(
    ("name", "codec", "kind"),
    [
        ("a.mp3", "libmp3lame", "mp3"),
        ("a.wav", "pcm_s16le", "wav"),
        ("a.flac", "flac", "flac"),
        ("a.m4a", "aac", "mp4"),
        ("a.aac", "aac", "adts"),
        ("a.aiff", "pcm_s16be", "aiff"),
        ("a.ogg", "libopus", "ogg"),
    ],
)
def test_music_is_known_by_its_content_whatever_it_is_called(name: str, codec: str, kind: str, tmp_path: Path) -> None:
    path = write(tmp_path / name, tune(2), codec, kind).rename(tmp_path / "music.txt")
    samples = read_music(path, 60)
    assert samples.shape[1] == 2
    assert len(samples) / SOUND_RATE == pytest.approx(2, abs=0.1)
    assert 0.2 < np.abs(samples).max() < 1.0


def test_no_more_is_read_than_is_needed(tmp_path: Path) -> None:
    assert len(read_music(write(tmp_path / "a.wav", tune(5)), 1.5)) == samples_of(1.5)


REFUSED: list[tuple[bytes, str]] = [
    (b"#EXTM3U\nhttp://example.com/a.mp3\n", "is a playlist"),
    (b"\xef\xbb\xbf#EXTM3U\n#EXT-X-VERSION:3\nfile:///etc/passwd", "is a playlist"),
    (b"[playlist]\nFile1=a.mp3\n", "is a playlist"),
    (b'<?xml version="1.0"?><playlist/>', "is a playlist"),
    (b"ffconcat version 1.0\nfile '/etc/passwd'\n", "is a playlist"),
    (b"http://example.com/a.mp3", "is text"),
    ("Đây là một bài hát".encode(), "is text"),
    (b"", "is empty"),
    (b"\x00\x01\x02\x03" * 300, "is not music"),
    (b"%PDF-1.7\n\x00\x01", "is not music"),
    (b"MThd\x00\x00\x00\x06\x00\x01", "is not music"),
    (b"ID3\x04\x00\x00\x00\x00\x00\x10" + bytes(2000), "damaged|holds"),
    (b"fLaC" + bytes(2000), "damaged|holds"),
    (b"RIFF\x00\x00\x00\x00WAVE" + bytes(50), "damaged|holds"),
]


@pytest.mark.parametrize(("content", "told"), REFUSED)
def test_what_is_no_music_is_refused_on_one_line(content: bytes, told: str, tmp_path: Path) -> None:
    path = tmp_path / "song.mp3"
    path.write_bytes(content)
    with pytest.raises(AssetkitError, match=told) as error:
        read_music(path, 10)
    assert "song.mp3" in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("address", ["https://example.com/a.mp3", "file:/etc/passwd", "concat:a.mp3", "tcp://127.0.0.1:9/x", "pipe:0"])
def test_addresses_and_protocols_are_not_opened(address: str) -> None:
    with pytest.raises(AssetkitError, match=r"is an address|there is no such file"):
        read_music(Path(address), 10)


def test_nothing_is_asked_of_the_network(tmp_path: Path) -> None:
    """A playlist that is called a song would make FFmpeg ask this server."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        server.settimeout(0.3)
        path = tmp_path / "song.mp3"
        path.write_text(f"#EXTM3U\n#EXTINF:10,\nhttp://127.0.0.1:{server.getsockname()[1]}/a.mp3\n", encoding="utf-8")
        with pytest.raises(AssetkitError):
            read_music(path, 10)
        with pytest.raises(TimeoutError):
            server.accept()


def test_a_damaged_file_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "a.mp3", tune(4), "libmp3lame", "mp3")
    whole = path.read_bytes()
    noise = np.random.default_rng(1).bytes(len(whole) // 2)
    path.write_bytes(whole[: len(whole) // 4] + noise + whole[len(whole) // 4 :])
    with pytest.raises(AssetkitError, match="damaged"):
        read_music(path, 10)


@pytest.mark.parametrize("bad", [np.nan, np.inf, 1e6])
def test_samples_that_are_no_sound_are_refused(bad: float, tmp_path: Path) -> None:
    samples = tune(2)
    samples[100] = bad
    with pytest.raises(AssetkitError, match="no sound"):
        read_music(write(tmp_path / "a.wav", samples, "pcm_f32le", "wav"), 10)


def test_what_is_no_regular_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(AssetkitError, match="there is no such file"):
        read_music(tmp_path / "none.mp3", 10)
    with pytest.raises(AssetkitError, match="folder or a device"):
        read_music(tmp_path, 10)
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.mp3")
        with pytest.raises(AssetkitError, match="folder or a device"):
            read_music(tmp_path / "pipe.mp3", 10)


def test_less_than_a_second_is_no_music(tmp_path: Path) -> None:
    with pytest.raises(AssetkitError, match=r"0\.5 s of sound"):
        read_music(write(tmp_path / "a.wav", tune(0.5)), 10)


def test_a_film_without_sound_is_no_music(tmp_path: Path) -> None:
    path = tmp_path / "film.mp4"
    with av.open(str(path), "w") as container:
        stream: Any = container.add_stream("libx264", rate=25)
        stream.width, stream.height, stream.pix_fmt = 64, 64, "yuv420p"
        for _ in range(5):
            container.mux(stream.encode(av.VideoFrame(64, 64, "yuv420p")))
        container.mux(stream.encode(None))
    with pytest.raises(AssetkitError, match="holds no sound"):
        read_music(path, 10)


def test_readers_are_told_apart_by_their_first_bytes() -> None:
    assert reader_of(b"\xff\xfb\x90\x00", "x") == "mp3"
    assert reader_of(b"\xff\xf1\x50\x80", "x") == "aac"
    assert reader_of(b"\x00\x00\x00\x20ftypM4A ", "x") == "mov"


# ---- how it is laid


@pytest.mark.parametrize("length", [3.0, 7.3, 12.0])
def test_a_track_is_exactly_as_long_as_its_film_and_faded_at_both_ends(length: float) -> None:
    samples = laid(tune(5), length)
    assert samples.shape == (samples_of(length), 2)
    assert np.abs(samples[:40]).max() < 0.01
    assert np.abs(samples[-40:]).max() < 0.01
    late = samples[-round(0.2 * SOUND_RATE * min(1.0, length / 4 / FADE_OUT)) :]
    assert np.abs(late).max() < 0.12


def test_a_piece_that_is_repeated_has_no_gap_and_no_click() -> None:
    steady = (0.5 * np.sin(2 * np.pi * 200 * np.arange(SOUND_RATE * 3) / SOUND_RATE)).astype(np.float32)
    samples = laid(np.stack([steady, steady], 1), 10.0)
    inner = samples[SOUND_RATE : -3 * SOUND_RATE, 0]
    power = np.sqrt((inner[: len(inner) // 4800 * 4800].reshape(-1, 4800) ** 2).mean(1))
    assert power.min() > 0.1
    assert np.abs(np.diff(inner)).max() < 0.05


def test_a_silent_track_is_silent_and_comes_second_by_second() -> None:
    blocks = list(silence(2.5).blocks())
    assert [len(block) for block in blocks] == [48_000, 48_000, 24_000]
    assert not any(block.any() for block in blocks)


def test_a_film_that_is_too_long_for_music_is_refused(tmp_path: Path) -> None:
    with pytest.raises(AssetkitError, match="600 s at most"):
        music(write(tmp_path / "a.wav", tune(2)), MOST_SECONDS + 1)


# ---- how loud it is


def test_the_meter_agrees_with_the_standard() -> None:
    """EBU Tech 3341, case 1: a stereo sine of 1 kHz at −23 dBFS is −23 LUFS."""
    t = np.arange(SOUND_RATE * 20) / SOUND_RATE
    sine = (10 ** (-23 / 20) * np.sin(2 * np.pi * 1000 * t)).astype(np.float32)
    found = measure(np.stack([sine, sine], 1))
    assert found.integrated == pytest.approx(-23.0, abs=0.1)
    assert found.peak == pytest.approx(-23.0, abs=0.2)


def test_the_meter_sees_peaks_between_samples() -> None:
    """EBU Tech 3341, case 16: a sine of a quarter of the rate, half way between its samples, is 3 dB louder than they are."""
    t = np.arange(SOUND_RATE * 3)
    ramp = np.minimum(1, np.minimum(t, t[::-1]) / 4800)  # a sine that begins at once has higher peaks
    sine = (0.5 * ramp * np.sin(2 * np.pi * t / 4 + np.pi / 4)).astype(np.float32)
    assert measure(np.stack([sine, sine], 1)).peak == pytest.approx(-6.0, abs=0.4)
    assert 20 * np.log10(np.abs(sine).max()) == pytest.approx(-9.0, abs=0.1)


LOUD: list[tuple[str, Callable[[], Samples]]] = [
    ("quiet", lambda: tune(8, 0.02)),
    ("usual", lambda: tune(8, 0.6)),
    ("clipped", lambda: np.clip(tune(8, 4.0), -1, 1)),
    ("slow, with peaks", lambda: tune(8, 1.0, beat=0.5)),
]


@pytest.mark.parametrize(("name", "samples"), LOUD, ids=[name for name, _ in LOUD])
def test_what_is_heard_after_encoding_is_as_loud_as_it_should_be(name: str, samples: Callable[[], Samples], tmp_path: Path) -> None:
    track = music(write(tmp_path / "a.wav", samples()), 9.0)
    assert track.samples is not None
    heard = measure(as_played(track.samples))
    assert heard.integrated == pytest.approx(TARGET, abs=0.5), name
    assert heard.peak <= CEILING, name
    assert heard == track.loudness
    assert track.warnings == ()


def test_where_peaks_allow_no_more_it_is_quieter_and_told(tmp_path: Path) -> None:
    clicks = np.zeros((SOUND_RATE * 4, 2), np.float32)
    clicks[:: SOUND_RATE // 2] = 0.9
    track = music(write(tmp_path / "a.wav", clicks), 5.0)
    assert track.loudness is not None
    assert track.loudness.peak <= CEILING
    assert "its peaks allow no more" in track.warnings[0]


def test_silence_is_no_music(tmp_path: Path) -> None:
    with pytest.raises(AssetkitError, match="is silent"):
        music(write(tmp_path / "a.wav", np.zeros((SOUND_RATE * 3, 2), np.float32)), 5.0)


def test_the_sound_of_a_film_that_was_written_is_as_loud_as_it_should_be(tmp_path: Path) -> None:
    from test_film_scenes import Flat

    track = music(write(tmp_path / "a.wav", tune(4)), 6.0)
    reel = Flat(40, 60, 320, 180)
    reel.planes = type(reel.planes)(320, 180)
    path, encoding = tmp_path / "film.mp4", Encoding(320, 180, 10, sound=True)
    make_film(reel, path, encoding, track)
    refuse_differences(path, encoding, 60, 10**8)
    with av.open(str(path)) as container:
        decoded = np.concatenate([frame.to_ndarray() for frame in container.decode(audio=0)], axis=1).T
    heard = measure(np.ascontiguousarray(decoded, np.float32))
    assert heard.integrated == pytest.approx(TARGET, abs=0.5)
    assert heard.peak <= CEILING
