package dev.aerie.engine.vector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopKTest {
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aScoreThatIsNoNumberRanksLast(boolean largerIsNearer) {
    for (int place = 0; place < 20; place++) {
      TopK top = new TopK(5, largerIsNearer);
      for (int i = 0; i < 20; i++) {
        int score = largerIsNearer ? i : 20 - i;
        top.offer(i == place ? Float.NaN : score, i);
      }
      long skipped = place;
      long[] best = LongStream.iterate(19, i -> i - 1).filter(i -> i != skipped).limit(5).toArray();
      assertThat(top.rank().references()).as("NaN at %d", place).isEqualTo(best);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whereThereIsRoomItIsKept(boolean largerIsNearer) {
    TopK top = new TopK(5, largerIsNearer);
    top.offer(Float.NaN, 0);
    top.offer(3, 1);
    assertThat(top.rank().references()).containsExactly(1, 0);
  }
}
