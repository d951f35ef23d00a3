package dev.aerie.engine.postings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aerie.engine.index.Effort;
import dev.aerie.engine.objectstore.ObjectStoreException;
import dev.aerie.engine.row.Column;
import dev.aerie.engine.schema.Metric;
import dev.aerie.engine.vector.QueryVector;
import dev.aerie.engine.vector.Scorer;
import dev.aerie.engine.vector.SparseVectors;
import dev.aerie.engine.vector.TermWeighting;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostingListsTest {
  private static final int ROWS = 2_000;
  private final Random random = new Random(3);
  private final SparseVectors vectors = SparseVectors.of(column(ROWS, 15));
  private final PostingLists lists = open(PostingLists.write(vectors));

  @ParameterizedTest
  @ValueSource(ints = {1, 10, 100, 5_000})
  void theBestAreThoseOfAScan(int wanted) {
    for (int i = 0; i < 50; i++) {
      QueryVector.Sparse query = query(1 + random.nextInt(30));
      BitSet accepted = accepted(i % 3 == 0 ? 1 : 0.3);
      List<Integer> found = new ArrayList<>();
      lists.search(query, new Effort(wanted, 0, 1), accepted, found::add);
      Scorer scorer = vectors.scorer(Metric.IP, query);
      List<Float> expected =
          accepted.stream()
              .mapToObj(scorer::score)
              .filter(score -> score > 0)
              .sorted(Comparator.reverseOrder())
              .limit(wanted)
              .toList();
      assertThat(found.stream().map(scorer::score)).containsExactlyElementsOf(expected);
    }
  }

  @Test
  void theLeastWeightsAreDropped() {
    QueryVector.Sparse query =
        new QueryVector.Sparse(
            new int[] {1, 2, 3, 4}, new float[] {4, 1, 3, 2}, TermWeighting.PRODUCT);
    QueryVector.Sparse kept = Dropped.of(query, 0.5);
    assertThat(kept.indices()).containsExactly(1, 3);
    assertThat(kept.weights()).containsExactly(4, 3);
    assertThat(Dropped.of(query, 0.2)).isSameAs(query);
  }

  @Test
  void frequenciesAreThoseOfTheRows() {
    for (int term : new int[] {0, 5, 63, -2}) {
      int rows = 0;
      for (int pair = 0; pair < vectors.pairCount(); pair++) {
        rows += vectors.index(pair) == term ? 1 : 0;
      }
      assertThat(lists.frequency(term)).isEqualTo(rows);
    }
    assertThat(lists.frequency(1_000)).isZero();
  }

  @Test
  void aDamagedObjectIsRefused() {
    byte[] object = PostingLists.write(vectors);
    assertThatThrownBy(() -> open(Arrays.copyOf(object, object.length - 4)))
        .isInstanceOf(ObjectStoreException.class)
        .hasMessageContaining("key");
  }

  private static PostingLists open(byte[] object) {
    return PostingLists.open("key", MemorySegment.ofArray(object));
  }

  private BitSet accepted(double share) {
    BitSet accepted = new BitSet();
    for (int row = 0; row < ROWS; row++) {
      accepted.set(row, random.nextDouble() < share);
    }
    return accepted;
  }

  private QueryVector.Sparse query(int terms) {
    Column.SparseVectors one = column(1, terms);
    return new QueryVector.Sparse(one.indices(), one.weights(), TermWeighting.PRODUCT);
  }

  /** Terms of which small ones are frequent, and one that is negative as a signed number. */
  private Column.SparseVectors column(int rows, int terms) {
    int[] offsets = new int[rows + 1];
    List<Integer> indices = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      TreeSet<Integer> chosen = new TreeSet<>(Integer::compareUnsigned);
      for (int i = 0; i < terms; i++) {
        int term = (int) Math.abs(random.nextGaussian() * 20);
        chosen.add(term == 0 ? -2 : term);
      }
      indices.addAll(chosen);
      offsets[row + 1] = indices.size();
    }
    float[] weights = new float[indices.size()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = random.nextInt(1, 64) / 16f;
    }
    int[] plain = indices.stream().mapToInt(Integer::intValue).toArray();
    return new Column.SparseVectors(offsets, plain, weights, Column.none());
  }
}
