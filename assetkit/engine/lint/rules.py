"""The linter's rules in, findings and their table out: everything the engine does differently that a machine can see.

Measured with pytakumi 0.1.5; tests/unit/test_engine_behaviour.py proves the behaviour behind the rules.
"""

from __future__ import annotations

from assetkit.engine.lint.finding import Finding, Rule

LONGEST = 20_000  # px, or any other unit: ten times the largest canvas side that is drawn
LARGEST_BLUR = 200  # px: cost grows with the radius, 200 px on 2000 × 2000 already takes 0.2 s
MOST_TRACKS = 200  # of repeat(n) and of a grid line number: the engine lays out every one of them
MOST_RULES = 2_000
SHOWN = 60  # characters of the text at fault
DEEPEST = 32  # blocks within blocks, or elements within elements

_SYNTAX = (
    Rule("css-syntax", "what does not parse is skipped to the next `;` or `}`", "mend the line named", firm=True),
    Rule("unknown-property", "ignored", "a property of the list below"),
    Rule("value", "the engine does not understand the value: the earlier or inherited one stays", "see the message"),
    Rule("vendor-prefix", "ignored, or only an alias", "the property without prefix"),
    Rule("unitless-length", "`width:10` counts as 10px; browsers drop it", "write the unit"),
    Rule("at-rule", "ignored: only @media, @supports, @layer, @property, @keyframes work", "plain rules and classes"),
    Rule("at-import", "ignored: the engine opens no file", "put the rules into the template's own stylesheet"),
    Rule("font-face", "ignored: fonts are registered by the program", "put the font file into `fonts/`"),
    Rule("media-feature", "the query never matches", "width, height, aspect-ratio, orientation or resolution"),
    Rule("container-query", "`@container` never matches", "`@media`: the canvas is the only container"),
    Rule("allowance", "an `allow:` comment that allows nothing", "delete it, or name a rule that is broken here"),
)

_VALUES = (
    Rule(
        "math-function",
        "min() max() clamp() round() mod() abs() sin() …: the declaration is dropped",
        "bound with min-width, max-width, min-height, max-height, or compute the number",
    ),
    Rule("value-function", "env() if() attr() outside `content`: the declaration is dropped", "a class, or var(--x)"),
    Rule("calc-parenthesis", "a bare parenthesis in calc() drops the declaration", "`calc(calc(a - b) / 2)`"),
    Rule(
        "calc-number",
        "calc() of anything but a length (number, angle, time, whole number) drops the declaration",
        "write the number itself, or give it by var(--x)",
    ),
    Rule("font-unit", "ch, ex, cap, ic: the declaration is dropped", "em"),
    Rule("root-unit", "rem and rlh never follow `:root{font-size}`: rem is 16px", "em, or calc(var(--u) * n)"),
    Rule("container-unit", "cqw, cqh, cqi … count the canvas, not the container", "vw, vh, or %"),
    Rule("revert", "revert, revert-layer and `all` are ignored", "write the value wanted"),
    Rule("color-initial", "`color:initial` inherits instead", "write the colour"),
    Rule("color-mix-current", "currentColor inside color-mix(): the declaration is dropped", "a custom property"),
    Rule("relative-colour", "calc() in a relative colour drops the declaration", "write the colour, or color-mix()"),
    Rule("light-dark", "light-dark() drops the declaration", "write the colour"),
    Rule("system-colour", "Canvas, CanvasText, contrast-color() …: the declaration is dropped", "write the colour"),
    Rule("image-function", "image-set(), cross-fade(), element() …: dropped", "url(name) or a gradient"),
    Rule("remote-url", "never loaded, nothing is drawn", "url(name) of an image in the template's `art/`", firm=True),
)

_SELECTORS = (
    Rule("selector-html-body", "`html` and `body` match nothing", "a class on the outermost element"),
    Rule("selector-has", ":has() matches nothing", "a class"),
    Rule("selector-dir", ":dir() matches nothing", "a class"),
    Rule("selector-empty", ":empty also matches elements with text", "a class"),
    Rule("selector-nth-of", ":nth-child(n of S) matches nothing", ":nth-of-type(), or a class"),
    Rule("selector-state", ":hover, :focus, :link, :checked … match nothing", "a class: a picture has no states"),
    Rule("pseudo-first-letter", "::first-letter and ::first-line match nothing", "a `<span>` around the letters"),
    Rule("pseudo-element", "only ::before and ::after exist (no ::marker, ::selection …)", "an element of its own"),
    Rule("selector-unknown", "the selector matches nothing", "a class"),
    Rule(
        "svg-stylesheet",
        "rules and paint properties of the stylesheet do not reach into an inline `<svg>`",
        'attributes or style="" on the shapes, `currentColor`, or a `<style>` inside the svg',
    ),
)

_LAYOUT = (
    Rule("grid-areas", "named areas are ignored", "numbers: `grid-area:1/1/2/3`"),
    Rule("grid-named-lines", "placing by a named line is ignored", "line numbers"),
    Rule("grid-track-content", "max-content, min-content, fit-content(), subgrid drop all the tracks", "`auto`"),
    Rule("float", "the box floats over the text", "flex or grid"),
    Rule("columns", "ignored", "a grid with one element for each column"),
    Rule("writing-mode", "ignored", "transform:rotate(90deg) on a box with width and height"),
    Rule("shape-outside", "ignored", "place the lines yourself"),
    Rule("display-contents", "acts as a block", "take the wrapper out"),
    Rule("zoom", "ignored", "width, height and font-size, or scale"),
    Rule("position-sticky", "ignored", "position:absolute or relative"),
    Rule("logical-property", "inline-size, border-inline, inset-inline-end … are ignored", "width, left …"),
    Rule(
        "z-index",
        "0 paints in document order, like auto; a negative one stays above the outermost background",
        "z-index of 1 or more on every overlapping box",
    ),
    Rule("inline-block-margin", "margin at the left or right of an inline-block eats its background", "flex with gap"),
    Rule("vertical-align", "ignored on text, only inline-block boxes move", "flex with align-items, or transform"),
    Rule("image-block", "`display:block` on an image without width stretches it to the full width", "width and height"),
    Rule("counter", "counters are ignored", "write the numbers"),
    Rule("list-marker", "circle and square draw no marker", "disc, decimal, or a ::before"),
    Rule("quotes", "open-quote, close-quote and `quotes` are ignored", "write “ and ”"),
    Rule("without-effect", "understood, but changes nothing", "leave it out"),
    Rule("single-translate", "`translate:20px` moves down too; `transform:translate(20px)` is dropped", "both axes"),
)

_TEXT = (
    Rule("font-shorthand", "`font:` is ignored", "font-weight, font-size, line-height, font-family"),
    Rule("text-align-last", "ignored", "text-align on a block of its own"),
    Rule("small-caps", "ignored", "text-transform:uppercase and a smaller font-size"),
    Rule(
        "text-decoration",
        "the shorthand with a style draws no line; its thickness is ignored",
        "text-decoration-line, -color, -thickness",
    ),
    Rule("text-decoration-style", "only solid is drawn", "a border or a background"),
    Rule("paint-order", "ignored: the stroke covers the fill", "two stacked copies: stroked below, plain above"),
    Rule(
        "text-wrap",
        "balance and pretty are painted but not measured: lit dots and proofs would judge other lines",
        'data-balance="left" (or center, right) on the element',
    ),
    Rule("text-box", "text-box, initial-letter, text-emphasis … are ignored", "line-height and margins"),
    Rule(
        "ellipsis-nowrap",
        "text-overflow:ellipsis turns wrapping text that is too high for its box into one line",
        "white-space:nowrap, or -webkit-line-clamp, in the same rule",
    ),
    Rule("clamp-ellipsis", "-webkit-line-clamp cuts without `…`", "text-overflow:ellipsis in the same rule"),
    Rule(
        "tight-clip",
        "clipping with a line-height under 1.2 cuts the marks of ễ, ậ, Ấ",
        "line-height ≥ 1.2 and, for capitals, padding-top:.3em; or do not clip here",
    ),
    Rule("inline-clip-text", "background-clip:text on an inline element hides the text", "display:inline-block"),
)

_PAINT = (
    Rule(
        "background-leak",
        "a background image or a gradient with border, size or position paints outside its box",
        "background-clip:padding-box, or a border-radius of 1px or more, in the same rule",
    ),
    Rule("background-position", "more than two values (`right 10px top 5px`) misplace or drop the image", "x y, or %"),
    Rule(
        "background-two-boxes",
        "two box keywords in the shorthand: the wrong box is painted",
        "background-origin and background-clip, or two elements",
    ),
    Rule("background-fixed", "dropped", "a positioned element behind"),
    Rule(
        "shadow-order",
        "several box-shadows paint in reverse order",
        "one shadow; or list them back to front and allow it",
    ),
    Rule("inset-shadow", "an inset shadow with blur, no offset and no spread is invisible", "a spread of 1px"),
    Rule("clip-circle", "circle() without a radius in px or em is an ellipse", "circle(40px at 50% 50%)"),
    Rule("clip-path-shape", "xywh(), rect(), shape(), url() and boxes are dropped", "inset(), polygon(), path()"),
    Rule(
        "transform-3d",
        "rotateX/Y/Z, translate3d, matrix3d, perspective are dropped, with the whole list",
        "rotate(), translate(x, y), scale(x, y), matrix()",
    ),
    Rule("border-image", "ignored", "a padded wrapper with the gradient as its background"),
    Rule("mask-composite", "mask-composite, -mode, -clip, -origin and mask-border are ignored", "one mask, drawn so"),
    Rule("filter-url", "dropped", "blur() drop-shadow() …, or the filter inside an svg"),
    Rule("content-empty", '`content:""` makes no box', '`content:" "`'),
    Rule("content-on-element", "`content` of an element that is no ::before or ::after is ignored", "an `<img>`"),
)

_MOTION = (
    Rule("transition", "nothing changes state: the final state is drawn", "@keyframes"),
    Rule("webkit-keyframes", "ignored", "@keyframes"),
    Rule("linear-easing", "linear() drops the declaration", "cubic-bezier(), steps(), or keyframes in between"),
    Rule("pseudo-animation", "::before and ::after are not animated", "an element of its own"),
    Rule("keyframes-custom-property", "custom properties are not animated", "animate the property itself"),
    Rule("keyframes-clip-path", "clip-path jumps", "width, or a translate inside a parent with overflow:hidden"),
    Rule("keyframes-line-height", "line-height jumps", "top or transform"),
    Rule("keyframes-important", "`!important` in keyframes is obeyed; browsers ignore it", "leave it out"),
    Rule("keyframes-radius", "border-radius jumps unless both ends give it in the same unit", "from and to in px"),
    Rule(
        "keyframes-percent",
        "% inside a transform or translate counts the canvas, not the element",
        "px, em, vw or vh; or `translate` with two % values in from and to",
    ),
)

_BOUNDS = (
    Rule("bound-length", f"a length over {LONGEST} can hang the engine", "a length of the canvas's size", firm=True),
    Rule("bound-blur", f"a blur over {LARGEST_BLUR}px can hang the engine", "a smaller blur, or a gradient", firm=True),
    Rule("bound-repeat", f"more than {MOST_TRACKS} tracks can hang the engine", "fewer, or an svg pattern", firm=True),
    Rule("bound-rules", f"more than {MOST_RULES} rules", "fewer rules", firm=True),
    Rule("bound-nesting", f"nesting deeper than {DEEPEST}", "fewer wrappers", firm=True),
)

_HTML = (
    Rule("html-syntax", "a tag left open, closed twice or by `/>` moves what follows", "close every tag", firm=True),
    Rule("style-element", "a `<style>` in the page is ignored", "the template's stylesheet"),
    Rule("script-element", "scripts do not run", "let the template compute it", firm=True),
    Rule("link-element", "`<link>`, `<meta>`, `<base>` are ignored", "the template's stylesheet", firm=True),
    Rule("embedded-element", "iframe, object, video, canvas … draw nothing", "an `<img>`", firm=True),
    Rule("form-element", "button, input, select … are plain text or nothing", "a styled `<div>`"),
    Rule("unknown-element", "no look of its own", "`<div>` or `<span>`"),
    Rule("event-attribute", "ignored", "leave it out", firm=True),
    Rule("tw-attribute", "classes in `tw` apply here but in no browser", "the stylesheet"),
    Rule("image-source", "an `<img>` without src stops the whole page", "src of a registered image", firm=True),
    Rule("image-srcset", "srcset, `<picture>` and `<source>` are ignored", "one `<img src>`"),
    Rule(
        "no-break-space",
        "U+00A0, &nbsp; and other wide or narrow spaces break and collapse like a plain space",
        '`<span style="white-space:nowrap">5.000 ₫</span>`',
    ),
    Rule("soft-hyphen", "breaks without showing a hyphen", "U+200B, or nothing"),
    Rule("q-element", "`<q>` draws no quotes", "write “ and ”"),
    Rule("wbr-element", "`<wbr>` does not break", "U+200B"),
    Rule("hr-element", "`<hr>` draws no line", "a `<div>` with height and background"),
    Rule("sub-sup", "`<sub>` and `<sup>` shrink but do not shift", "₂ and ², or an inline-block with transform"),
    Rule(
        "inline-box",
        "border, margin, shadow, filter, transform … of an inline element in a line of text are ignored",
        "display:inline-block",
    ),
    Rule(
        "inline-image",
        "opacity, filter, transform, clip-path, mask of an image in a line of text are ignored",
        'wrap it: `<span style="display:inline-flex;opacity:.4"><img …></span>`',
    ),
)

_SVG = (
    Rule("svg-text-font", "`<text>` without font-family is drawn Black", 'font-family="Be Vietnam Pro"'),
    Rule("svg-xlink", "`xlink:href` without xmlns:xlink blanks the whole svg", "`href`"),
    Rule("svg-no-break-space", "U+00A0 or &nbsp; anywhere in an svg blanks the whole svg", "a plain space"),
    Rule("svg-image", "`<image>` draws only data: URLs", "an `<img>` over the svg, or a data: URL"),
    Rule("svg-foreign-object", "`<foreignObject>` draws nothing", "an element over the svg"),
    Rule("svg-percent-size", "width and height in % on an inline svg are ignored", "px, or the stylesheet"),
    Rule("svg-variable", "var() inside an svg is not resolved", "the literal colour, or currentColor"),
    Rule("svg-reference", "an id of another svg is not found", "define it in the same svg"),
    Rule("svg-animation", "`<animate>` … do not move", "@keyframes on the svg element"),
)

RULES: tuple[Rule, ...] = (
    *_SYNTAX, *_VALUES, *_SELECTORS, *_LAYOUT, *_TEXT, *_PAINT, *_MOTION, *_BOUNDS, *_HTML, *_SVG,
)  # fmt: skip
BY_ID: dict[str, Rule] = {rule.id: rule for rule in RULES}


def finding(rule: str, where: str, line: int, what: str, *, happens: str = "", cure: str = "") -> Finding:
    """A finding of the rule with that id at "where:line". ``what`` is the text at fault, shortened to one line;
    ``happens`` and ``cure`` replace the rule's own where they can be more exact."""
    known = BY_ID[rule]
    words = " ".join(what.split())
    shown = words if len(words) <= SHOWN else f"{words[: SHOWN - 1]}…"
    return Finding(rule, f"{where}:{line}", f"`{shown}`: {happens or known.happens}", cure or known.cure)


def rules_table() -> str:
    """The rules as a Markdown table, "rule | what happens | cure", for docs/css.md; ● marks the firm ones."""
    lines = ["| rule | what happens | cure |", "|---|---|---|"]
    lines += [f"| `{rule.id}`{' ●' if rule.firm else ''} | {rule.happens} | {rule.cure} |" for rule in RULES]
    return "\n".join(lines) + "\n"
