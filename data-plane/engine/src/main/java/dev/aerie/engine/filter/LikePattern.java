package dev.aerie.engine.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A pattern of {@code like}, over the whole text: {@code %} for any characters, {@code _} for one,
 * a backslash before either for itself. Immutable.
 *
 * @param prefix what every text that fits begins with
 * @param pieces the texts between the {@code %}, in order
 * @param literals texts that every text that fits holds somewhere: what stands between two of
 *     {@code %} and {@code _}
 * @param wildcards the pattern where it has {@code _}
 */
record LikePattern(
    String prefix, List<String> pieces, List<String> literals, Optional<Wildcards> wildcards) {

  static LikePattern of(String like) {
    List<String> pieces = new ArrayList<>();
    List<String> literals = new ArrayList<>();
    StringBuilder piece = new StringBuilder();
    StringBuilder literal = new StringBuilder();
    IntStream.Builder wildcards = IntStream.builder();
    boolean one = false;
    for (int i = 0; i < like.length(); i++) {
      char c = like.charAt(i);
      if (c == '%' || c == '_') {
        literals.add(literal.toString());
        literal.setLength(0);
      }
      if (c == '%') {
        pieces.add(piece.toString());
        piece.setLength(0);
        wildcards.add(Wildcards.ANY);
      } else if (c == '_') {
        if (!one && pieces.isEmpty()) {
          pieces.add(piece.toString());
          piece.setLength(0);
        }
        one = true;
        wildcards.add(Wildcards.ONE);
      } else {
        int plain = like.codePointAt(c == '\\' && i + 1 < like.length() ? ++i : i);
        i += Character.charCount(plain) - 1;
        piece.appendCodePoint(plain);
        literal.appendCodePoint(plain);
        wildcards.add(plain);
      }
    }
    pieces.add(piece.toString());
    literals.add(literal.toString());
    return new LikePattern(
        pieces.getFirst(),
        List.copyOf(pieces),
        List.copyOf(literals),
        one ? Optional.of(new Wildcards(wildcards.build())) : Optional.empty());
  }

  boolean matches(String text) {
    if (wildcards.isPresent()) {
      return wildcards.get().matches(text);
    }
    if (pieces.size() == 1) {
      return text.equals(pieces.getFirst());
    }
    String start = pieces.getFirst();
    String end = pieces.getLast();
    if (text.length() < start.length() + end.length()
        || !text.startsWith(start)
        || !text.endsWith(end)) {
      return false;
    }
    int at = start.length();
    int limit = text.length() - end.length();
    for (String piece : pieces.subList(1, pieces.size() - 1)) {
      int found = text.indexOf(piece, at);
      if (found < 0 || found + piece.length() > limit) {
        return false;
      }
      at = found + piece.length();
    }
    return true;
  }
}
