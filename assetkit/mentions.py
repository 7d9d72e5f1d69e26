"""A template's page and the shared files that it uses in, the names of the facts that it mentions out.

Read from Jinja's own tree, so that jobs carry only what their page can ask for. A page that chooses a fact by a name that
it computes, or hands all facts on to anything but a macro, mentions them all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import jinja2
from jinja2 import meta, nodes

from assetkit.sandbox import parsed

FACTS = "facts"
METHODS = frozenset({"get", "items", "keys", "values"})  # of a mapping; an attribute of another name is a fact


def fact_names(html: str, shared: Mapping[str, str]) -> frozenset[str] | None:
    """The facts that a page names, known or not; None for all of them.

    ``shared`` are the files that it may include, by name. A page that does not parse names all: filling it says what is wrong.
    """
    try:
        trees = _trees(html, shared)
    except jinja2.TemplateSyntaxError:
        return None
    macros: dict[str, list[nodes.Macro]] = {}
    for macro in (macro for tree in trees for macro in tree.find_all(nodes.Macro)):
        macros.setdefault(macro.name, []).append(macro)
    search = _Search(macros)
    for tree in trees:
        search.look(tree, FACTS)
    return None if search.all else frozenset(search.found)


def _trees(html: str, shared: Mapping[str, str]) -> list[nodes.Template]:
    """The page and every file that it, or one of these, refers to."""
    trees, seen, waiting = [], set[str](), [html]
    while waiting:
        tree = parsed(waiting.pop())
        trees.append(tree)
        for name in meta.find_referenced_templates(tree):
            wanted = list(shared) if name is None else [name]  # a computed name may be any of them
            fresh = [file for file in wanted if file in shared and file not in seen and file.endswith(".html")]
            seen.update(fresh)
            waiting += [shared[file] for file in fresh]
    return trees


@dataclass
class _Search:
    """What was found so far. ``macros`` are those of all files by name; ``given`` those that were looked at as given the facts."""

    macros: Mapping[str, list[nodes.Macro]]
    found: set[str] = field(default_factory=set)
    given: set[tuple[int, str]] = field(default_factory=set)
    all: bool = False

    def look(self, node: nodes.Node, facts: str) -> None:
        """Note what a node and those below it name; ``facts`` is what the facts are called there."""
        for child in self.named(node, facts):
            self.look(child, facts)

    def named(self, node: nodes.Node, facts: str) -> list[nodes.Node]:
        """Note what the node itself names, and return the nodes that are still to be looked at."""

        def held(other: nodes.Node) -> bool:
            return isinstance(other, nodes.Name) and other.name == facts and other.ctx == "load"

        if held(node):
            self.all = True
            return []
        if isinstance(node, nodes.Getattr) and held(node.node):
            self.note(None if node.attr in METHODS else node.attr)
            return []
        if isinstance(node, nodes.Getitem) and held(node.node):
            self.note(_text(node.arg))
            return [node.arg]
        if isinstance(node, nodes.Compare) and len(node.ops) == 1 and held(node.ops[0].expr):
            self.note(_text(node.expr) if node.ops[0].op in ("in", "notin") else None)
            return [node.expr]
        children = list(node.iter_child_nodes())
        if not isinstance(node, nodes.Call):
            return children
        target = node.node
        if isinstance(target, nodes.Getattr) and held(target.node) and target.attr == "get" and node.args:
            self.note(_text(node.args[0]))
            return [child for child in children if child is not target]
        words = [word for word in node.kwargs if held(word.value)]
        places = [place for place, arg in enumerate(node.args) if held(arg)]
        if words or places:
            self.hand_on(target, places, [word.key for word in words])
        return [child for child in children if child not in words and not held(child)]

    def note(self, name: str | None) -> None:
        """One more fact; None is one whose name is not known before the page is filled."""
        if name is None:
            self.all = True
        else:
            self.found.add(name)

    def hand_on(self, target: nodes.Node, places: list[int], words: list[str]) -> None:
        """Look at the macros of the name that is called, with the facts as these of their parameters."""
        name = (
            target.attr if isinstance(target, nodes.Getattr) else target.name if isinstance(target, nodes.Name) else ""
        )
        if name not in self.macros:
            self.all = True
        for macro in self.macros.get(name, ()):
            taken = [str(arg.name) for arg in macro.args]
            if any(place >= len(taken) for place in places) or not set(words) <= set(taken):
                self.all = True
                return
            for parameter in (*(taken[place] for place in places), *words):
                if (id(macro), parameter) not in self.given:
                    self.given.add((id(macro), parameter))
                    for child in macro.body:
                        self.look(child, parameter)


def _text(node: nodes.Node) -> str | None:
    return node.value if isinstance(node, nodes.Const) and isinstance(node.value, str) else None
