package dev.aerie.engine.scalar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.engine.row.Column;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GramIndexTest {
  private static final int ROWS = 5_000;
  private static final long ALL = Long.MAX_VALUE;
  private static final String LETTERS = "abcdefghij";

  @Test
  void fewRowsAreLeftAndNoneThatHasThePieceIsMissed() {
    Random random = new Random(3);
    String[] texts =
        IntStream.range(0, ROWS).mapToObj(_ -> text(random, 60)).toArray(String[]::new);
    GramIndex index =
        GramIndex.of(new Column.Strings(texts, Column.none()), new GramIndex.Lengths(2, 3), ALL)
            .orElseThrow();
    for (int i = 0; i < 200; i++) {
      String piece = text(random, 2 + random.nextInt(6));
      BitSet candidates = index.candidates(List.of("", piece, "a")).orElseThrow();
      BitSet having = new BitSet();
      IntStream.range(0, ROWS).filter(row -> texts[row].contains(piece)).forEach(having::set);
      BitSet missed = (BitSet) having.clone();
      missed.andNot(candidates);
      assertThat(missed.isEmpty()).as("rows with '%s' are missed", piece).isTrue();
      if (piece.length() <= 3) {
        assertThat(candidates).as("a gram is found exactly: '%s'", piece).isEqualTo(having);
      } else {
        assertThat(candidates.cardinality()).isLessThan(ROWS / 10);
      }
    }
  }

  @Test
  void piecesTooShortTellNothing() {
    GramIndex index =
        GramIndex.of(
                new Column.Strings(new String[] {"abc", ""}, Column.none()),
                new GramIndex.Lengths(2, 3),
                ALL)
            .orElseThrow();
    assertThat(index.candidates(List.of())).isEmpty();
    assertThat(index.candidates(List.of("", "a"))).isEmpty();
    assertThat(index.candidates(List.of("xy")).orElseThrow().isEmpty()).isTrue();
  }

  @Test
  void nullsHaveNoGrams() {
    BitSet nulls = new BitSet();
    nulls.set(0);
    GramIndex index =
        GramIndex.of(
                new Column.Strings(new String[] {"abc", "abc"}, nulls),
                new GramIndex.Lengths(3, 3),
                ALL)
            .orElseThrow();
    assertThat(index.candidates(List.of("abc")).orElseThrow().stream()).containsExactly(1);
  }

  private static String text(Random random, int length) {
    return IntStream.range(0, length)
        .mapToObj(_ -> LETTERS.substring(random.nextInt(LETTERS.length())).substring(0, 1))
        .collect(Collectors.joining());
  }
}
