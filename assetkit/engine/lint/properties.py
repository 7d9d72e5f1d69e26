"""A property's name in, what the engine makes of it out: the properties that work, the rule behind those that do not.

The names are those that pytakumi 0.1.5 parses (tests/unit/test_engine_behaviour.py asks it for every one).
"""

from __future__ import annotations

SUPPORTED: dict[str, str] = {
    "layout": """display position inset inset-block inset-inline top right bottom left z-index width height min-width
        min-height max-width max-height aspect-ratio box-sizing margin margin-top margin-right margin-bottom margin-left
        margin-block margin-inline margin-inline-start margin-inline-end padding padding-top padding-right
        padding-bottom padding-left padding-block padding-inline padding-inline-start padding-inline-end overflow
        overflow-x overflow-y visibility isolation object-fit object-position image-rendering""",
    "flex and grid": """flex flex-basis flex-direction flex-flow flex-grow flex-shrink flex-wrap order gap row-gap
        column-gap align-content align-items align-self justify-content justify-items justify-self place-content
        place-items place-self grid-area grid-column grid-column-start grid-column-end grid-row grid-row-start
        grid-row-end grid-template-columns grid-template-rows grid-auto-columns grid-auto-flow grid-auto-rows""",
    "text": """color font-family font-size font-weight font-style font-stretch font-kerning font-feature-settings
        font-variation-settings font-variant font-variant-east-asian font-variant-ligatures font-variant-numeric
        font-variant-position font-synthesis font-synthesis-weight font-synthesis-style line-height letter-spacing
        word-spacing text-align text-indent text-transform text-overflow text-shadow text-wrap text-wrap-mode
        text-wrap-style text-fit text-decoration text-decoration-line text-decoration-color text-decoration-thickness
        text-decoration-style text-decoration-skip-ink text-underline-offset text-underline-position white-space
        white-space-collapse word-break overflow-wrap line-clamp tab-size direction vertical-align content list-style
        list-style-type list-style-position list-style-image -webkit-line-clamp -webkit-box-orient -webkit-box-align
        -webkit-box-pack -webkit-text-stroke -webkit-text-stroke-width -webkit-text-stroke-color
        -webkit-text-fill-color stroke-linejoin""",
    "paint": """background background-color background-image background-position background-size background-repeat
        background-origin background-clip background-blend-mode border border-color border-style border-width
        border-top border-top-color border-top-style border-top-width border-right border-right-color
        border-right-style border-right-width border-bottom border-bottom-color border-bottom-style
        border-bottom-width border-left border-left-color border-left-style border-left-width border-radius
        border-top-left-radius border-top-right-radius border-bottom-left-radius border-bottom-right-radius
        corner-shape outline outline-color outline-offset outline-style outline-width box-shadow opacity
        mix-blend-mode filter backdrop-filter clip-path mask mask-image mask-position mask-repeat mask-size""",
    "transforms": """transform transform-origin translate rotate scale offset offset-path offset-distance
        offset-rotate offset-anchor offset-position""",
    "tables": "border-collapse border-spacing",
    "animation": """animation animation-name animation-duration animation-delay animation-timing-function
        animation-iteration-count animation-direction animation-fill-mode animation-play-state""",
}
KNOWN: frozenset[str] = frozenset(name for names in SUPPORTED.values() for name in names.split())

_NAMES_OF_RULES: dict[str, str] = {
    "font-shorthand": "font",
    "columns": "columns column-count column-width column-rule column-rule-color column-rule-style column-rule-width "
    "column-span column-fill",
    "writing-mode": "writing-mode text-orientation text-combine-upright",
    "shape-outside": "shape-outside shape-margin shape-image-threshold",
    "float": "float clear",
    "zoom": "zoom",
    "grid-areas": "grid-template-areas grid-template grid",
    "text-align-last": "text-align-last",
    "paint-order": "paint-order",
    "text-box": "text-box text-box-trim text-box-edge initial-letter text-emphasis text-emphasis-color "
    "text-emphasis-style text-emphasis-position hanging-punctuation font-size-adjust",
    "small-caps": "font-variant-caps",
    "border-image": "border-image border-image-source border-image-slice border-image-width border-image-outset "
    "border-image-repeat",
    "mask-composite": "mask-composite mask-mode mask-clip mask-origin mask-type mask-border",
    "background-fixed": "background-attachment",
    "transform-3d": "perspective perspective-origin transform-style backface-visibility transform-box",
    "transition": "transition transition-property transition-duration transition-delay transition-timing-function "
    "transition-behavior",
    "counter": "counter-reset counter-increment counter-set",
    "quotes": "quotes",
    "revert": "all",
    "container-query": "container container-type container-name",
    "svg-stylesheet": "fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-linecap stroke-dasharray "
    "stroke-dashoffset stroke-miterlimit stop-color stop-opacity flood-color flood-opacity text-anchor "
    "dominant-baseline clip-rule cx cy r rx ry x y d marker marker-start marker-mid marker-end vector-effect",
    "logical-property": "inline-size block-size min-inline-size max-inline-size min-block-size max-block-size "
    "margin-block-start margin-block-end padding-block-start padding-block-end inset-block-start inset-block-end "
    "inset-inline-start inset-inline-end border-inline border-inline-color border-inline-style border-inline-width "
    "border-inline-start border-inline-start-color border-inline-start-style border-inline-start-width "
    "border-inline-end border-inline-end-color border-inline-end-style border-inline-end-width border-block "
    "border-block-color border-block-style border-block-width border-block-start border-block-start-color "
    "border-block-start-style border-block-start-width border-block-end border-block-end-color "
    "border-block-end-style border-block-end-width border-start-start-radius border-start-end-radius "
    "border-end-start-radius border-end-end-radius",
    "vendor-prefix": "box-align box-orient box-pack grid-gap grid-column-gap grid-row-gap",
    "without-effect": "box-decoration-break break-before break-after break-inside page-break-before "
    "page-break-after page-break-inside orphans widows contain caption-side table-layout",
}
RULE_OF: dict[str, str] = {name: rule for rule, names in _NAMES_OF_RULES.items() for name in names.split()}

CURES: dict[str, str] = {
    "grid-gap": "gap",
    "grid-column-gap": "column-gap",
    "grid-row-gap": "row-gap",
    "word-wrap": "overflow-wrap",
    "background-position-x": "background-position",
    "background-position-y": "background-position",
    "inline-size": "width",
    "block-size": "height",
    "min-inline-size": "min-width",
    "max-inline-size": "max-width",
    "min-block-size": "min-height",
    "max-block-size": "max-height",
    "font-variant-caps": "text-transform:uppercase",
    "will-change": "leave it out",
    "cursor": "leave it out",
    "pointer-events": "leave it out",
    "user-select": "leave it out",
}

_LENGTHS = """width height min-width min-height max-width max-height top right bottom left inset margin margin-top
    margin-right margin-bottom margin-left padding padding-top padding-right padding-bottom padding-left gap row-gap
    column-gap font-size letter-spacing word-spacing text-indent border-radius border-width border-top-width
    border-right-width border-bottom-width border-left-width outline-width outline-offset box-shadow text-shadow
    translate flex-basis background-size background-position -webkit-text-stroke -webkit-text-stroke-width
    text-underline-offset grid-template-columns grid-template-rows border border-top border-right border-bottom
    border-left outline"""
LENGTHS: frozenset[str] = frozenset(_LENGTHS.split())


def properties_table() -> str:
    """The properties that work, by group, as a Markdown list for docs/css.md."""
    lines = [f"- **{group}**: {', '.join(f'`{name}`' for name in names.split())}" for group, names in SUPPORTED.items()]
    return "\n".join(lines) + "\n"
