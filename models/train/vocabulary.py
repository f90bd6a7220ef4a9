"""CLIP's tokenizer, and the few of its 49,408 tokens that this world's words are made of.

Training uses a compact vocabulary: 0 is the one unknown word, every token of a world word has a row of its own. At the
end the rows are spread over CLIP's vocabulary, the unknown row over all the others, so that a word never seen is read as
"a word that says nothing here".
"""

from functools import cache
from pathlib import Path

import numpy as np
import torch
from transformers import CLIPTokenizer

from scenes.captions import OPENINGS, STYLE_OPENINGS
from scenes.words import PHRASES

TOKENIZER = Path(__file__).parent.parent / "dragon-mini" / "tokenizer"
CLIP_SIZE, START, END, LENGTH = 49408, 49406, 49407, 77
UNKNOWN = 0
LITTLE_WORDS = "a the one an of is which and with colours , : . - ( )"


@cache
def tokenizer() -> CLIPTokenizer:
    return CLIPTokenizer.from_pretrained(TOKENIZER)


@cache
def known_tokens() -> tuple[int, ...]:
    """CLIP's ids that have a row of their own, ascending."""
    phrases = [phrase for values in PHRASES.values() for synonyms in values.values() for phrase in synonyms]
    texts = [*phrases, *OPENINGS, *(opening.format("") for opening in STYLE_OPENINGS), LITTLE_WORDS]
    return tuple(sorted({START, END, *(i for text in texts for i in tokenizer()(text).input_ids)}))


@cache
def compact_table() -> torch.Tensor:
    """CLIP id → compact id, int64 [49408]."""
    table = torch.full((CLIP_SIZE,), UNKNOWN)
    table[list(known_tokens())] = torch.arange(1, len(known_tokens()) + 1)
    return table


def encode(texts: list[str]) -> torch.Tensor:
    """CLIP's ids, int64 [n, 77], padded with the end token."""
    return tokenizer()(texts, padding="max_length", max_length=LENGTH, truncation=True, return_tensors="pt").input_ids


def sprinkle(ids: np.ndarray, rng, most: int = 8) -> np.ndarray:
    """`ids` [77] (compact) with up to `most` unknown words put in anywhere between start and end."""
    end = compact_table()[END].item()
    row = ids.tolist()
    for _ in range(rng.integers(0, most + 1)):
        row.insert(rng.integers(1, row.index(end) + 1), UNKNOWN)
    row = row[:LENGTH]
    row[-1] = end
    return np.array(row)
