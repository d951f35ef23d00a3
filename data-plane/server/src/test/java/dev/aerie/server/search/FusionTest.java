package dev.aerie.server.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.aerie.engine.schema.Metric;
import dev.aerie.server.codec.Pairs;
import dev.aerie.server.search.Fusion.Hit;
import dev.aerie.server.search.Fusion.Merged.Mode;
import dev.aerie.server.search.Fusion.Ranking;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FusionTest {
  private static final Ranking FIRST = new Ranking(Metric.IP, List.of("a", "b"), List.of(4f, 2f));
  private static final Ranking SECOND = new Ranking(Metric.IP, List.of("b", "c"), List.of(3f, 1f));

  @Test
  void ranksCountReciprocally() {
    List<Hit> fused = new Fusion.ReciprocalRank(60).fuse(List.of(FIRST, SECOND));
    assertThat(fused).extracting(Hit::key).containsExactly("b", "a", "c");
    assertThat(fused.getFirst().score()).isEqualTo(1f / 62 + 1f / 61);
  }

  @Test
  void weightsMultiplyScores() {
    List<Hit> fused = new Fusion.Weighted(List.of(0.5f, 1f), false).fuse(List.of(FIRST, SECOND));
    assertThat(fused).containsExactly(new Hit("b", 4f), new Hit("a", 2f), new Hit("c", 1f));
  }

  @Test
  void aSmallerDistanceWeighsMore() {
    Ranking near = new Ranking(Metric.L2, List.of("near", "far"), List.of(0f, 100f));
    List<Hit> fused = new Fusion.Weighted(List.of(1f), false).fuse(List.of(near));
    assertThat(fused).extracting(Hit::key).containsExactly("near", "far");
    assertThat(fused.getFirst().score()).isEqualTo(1f);
    assertThat(fused.getLast().score()).isCloseTo(0.00637f, within(1e-5f));
  }

  @Test
  void rowsOfOneScoreKeepTheirOrder() {
    Ranking ties = new Ranking(Metric.IP, List.of("x", "y", "z"), List.of(1f, 1f, 1f));
    assertThat(new Fusion.Weighted(List.of(1f), true).fuse(List.of(ties)))
        .extracting(Hit::key)
        .containsExactly("x", "y", "z");
  }

  @Test
  void theStrategyIsReadFromTheWire() {
    assertThat(read(Map.of("strategy", "rrf", "params", "{\"k\": 5}"), 1))
        .isEqualTo(new Fusion.ReciprocalRank(5));
    assertThat(
            read(
                Map.of(
                    "strategy",
                    "weighted",
                    "params",
                    "{\"weights\": [1, 0], \"norm_score\": true}"),
                2))
        .isEqualTo(new Fusion.Weighted(List.of(1f, 0f), true));
  }

  @Test
  void wrongParametersAreRefused() {
    assertThatThrownBy(() -> read(Map.of("params", "{\"k\": 0}"), 1)).hasMessageContaining("rrf");
    assertThatThrownBy(
            () -> read(Map.of("strategy", "weighted", "params", "{\"weights\": [2]}"), 1))
        .hasMessageContaining("between 0 and 1");
    assertThatThrownBy(() -> read(Map.of("strategy", "model"), 1))
        .hasMessageContaining("'model' is not supported");
  }

  @Test
  void theBestScoreOrAllOfThemAreMerged() {
    for (Map.Entry<Mode, Float> mode :
        Map.of(Mode.MAX, 3f, Mode.SUM, 5f, Mode.AVG, 2.5f).entrySet()) {
      List<Hit> fused = new Fusion.Merged(mode.getKey(), false).fuse(List.of(FIRST, SECOND));
      assertThat(fused).contains(new Hit("a", 4f), new Hit("b", mode.getValue()), new Hit("c", 1f));
      assertThat(fused.getFirst().key()).isEqualTo(mode.getKey() == Mode.SUM ? "b" : "a");
    }
  }

  private static Fusion read(Map<String, String> params, int searches) {
    return Fusions.of(Pairs.of(params), searches);
  }
}
