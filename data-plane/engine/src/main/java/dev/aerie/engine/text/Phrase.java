package dev.aerie.engine.text;

import java.util.List;

/**
 * Words in order.
 *
 * @param words with the positions they had in the phrase, which may have gaps
 * @param slop how many words more than in the phrase may stand between them, all together
 */
public record Phrase(List<Token> words, int slop) {
  public Phrase {
    words = List.copyOf(words);
  }

  /** Whether the words occur so; a phrase without words occurs nowhere. */
  public boolean occursIn(List<Token> text) {
    if (words.isEmpty()) {
      return false;
    }
    String first = words.getFirst().term();
    for (int start = 0; start < text.size(); start++) {
      if (text.get(start).term().equals(first) && follows(text, start)) {
        return true;
      }
    }
    return false;
  }

  /** Takes each word as early as it can stand: that leaves the fewest others between. */
  private boolean follows(List<Token> text, int start) {
    int at = start;
    for (int word = 1; word < words.size(); word++) {
      int gap = words.get(word).position() - words.get(word - 1).position();
      int earliest = text.get(at).position() + gap;
      do {
        at++;
      } while (at < text.size()
          && (text.get(at).position() < earliest
              || !text.get(at).term().equals(words.get(word).term())));
      if (at == text.size()) {
        return false;
      }
    }
    int stretch =
        (text.get(at).position() - text.get(start).position())
            - (words.getLast().position() - words.getFirst().position());
    return stretch <= slop;
  }
}
