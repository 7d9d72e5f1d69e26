"""``assetkit doctor``: is everything here that the kit needs, and does it work?"""

from __future__ import annotations

import json
import platform
from collections.abc import Callable

import click


@click.command("doctor")
@click.option("--json", "as_json", is_flag=True, help="As JSON on stdout.")
def command(as_json: bool) -> int:
    """Checks that everything needed is here and works; exit code 1 when not.

    \b
    assetkit doctor
    """
    from assetkit.errors import AssetkitError

    findings: list[tuple[str, bool, str]] = []
    for name, probe in PROBES.items():
        try:
            findings.append((name, True, probe()))
        except (AssetkitError, ImportError) as error:
            findings.append((name, False, str(error)))
    if as_json:
        click.echo(
            json.dumps(
                [{"what": what, "well": well, "says": says} for what, well, says in findings],
                ensure_ascii=False,
                indent=1,
            )
        )
    else:
        for what, well, says in findings:
            click.echo(f"{'ok ' if well else 'BAD'} {what:<12} {says}")
    return 0 if all(well for _, well, _ in findings) else 1


def _python() -> str:
    return f"{platform.python_version()} on {platform.system()}"


def _engine() -> str:
    from assetkit.cli.options import open_world
    from assetkit.engine.takumi import Takumi
    from assetkit.examples import example_jobs
    from assetkit.pipeline import render

    world = open_world()
    engine = Takumi(world.fonts.values())
    template = world.templates("banner")[0]
    job = example_jobs(template, world, [world.sizes[template.spec.sizes[0]]], ["fields"])[0]
    artifact = render(job, world, engine)
    return f"{engine.version} painted {artifact.width}×{artifact.height}"


def _fonts() -> str:
    from assetkit.cli.options import open_world
    from assetkit.pipeline import refuse_missing_glyphs

    world = open_world()
    stress = "ẰẲẴẶ ẾỀỂỄỆ ỐỒỔỖỘ ỚỜỞỠỢ ỨỪỬỮỰ ỲỶỸỴ Đ"
    refuse_missing_glyphs(stress, world, "fonts")
    return f"{len(world.fonts)} files, {len(world.characters)} characters, {stress}"


def _templates() -> str:
    from assetkit.cli.options import open_world

    return ", ".join(template.id for template in open_world().templates())


def _campaigns() -> str:
    from assetkit.cli.options import open_world

    world = open_world()
    return ", ".join(world.campaign(name).id for name in sorted(world.campaign_files))


def _photos() -> str:
    import pi_heif
    import PIL
    from PIL import features

    return f"Pillow {PIL.__version__}, pi-heif {pi_heif.__version__}, AVIF {'yes' if features.check('avif') else 'no'}"


def _workspace() -> str:
    from assetkit.cli.options import open_world

    world = open_world()
    folder = str(world.workspace) if world.workspace else "none here; what is shipped is used"
    return f"{folder}, campaign {world.campaign().id}"


def _counts() -> str:
    from assetkit.cli.options import open_world
    from assetkit.counts.place import store_place
    from assetkit.counts.store import NoStoreError, open_store

    try:
        with open_store(store_place(open_world()), create=False) as store:
            held = ", ".join(sorted({one.campaign for one in store.held()}))
            return f"{store.name} holds {held or 'nothing yet'}"
    except NoStoreError:
        return "no store yet: assetkit counts import FILE"


def _charts() -> str:
    import matplotlib

    return f"matplotlib {matplotlib.__version__}"


def _video() -> str:
    import av
    from av.codec.codec import UnknownCodecError

    from assetkit.errors import AssetkitError

    try:
        av.CodecContext.create("libx264", "w")
    except UnknownCodecError as error:
        raise AssetkitError("this PyAV cannot encode H.264", where="video", hint="pip install --force-reinstall av") from error
    return f"PyAV {av.__version__}, H.264 {'.'.join(map(str, av.library_versions['libavcodec']))}"


PROBES: dict[str, Callable[[], str]] = {
    "python": _python,
    "fonts": _fonts,
    "campaigns": _campaigns,
    "templates": _templates,
    "engine": _engine,
    "photos": _photos,
    "charts": _charts,
    "video": _video,
    "counts": _counts,
    "workspace": _workspace,
}
