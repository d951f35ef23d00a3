package dev.aerie.engine.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.engine.catalog.SegmentDescription;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompactionPlanTest {
  private static final long MB = 1 << 20;

  @Test
  void mergesFourOfOneTier() {
    List<SegmentDescription> three = List.of(segment(1, 10), segment(2, 11), segment(3, 12));
    assertThat(CompactionPlan.choose(three, 100 * MB)).isEmpty();
    List<SegmentDescription> four =
        List.of(segment(1, 10), segment(2, 11), segment(3, 12), segment(4, 13), segment(5, 90));
    assertThat(CompactionPlan.choose(four, 100 * MB)).containsExactly(1L, 2L, 3L, 4L);
  }

  @Test
  void ridsOneOfItsDeletedRows() {
    var dirty = new SegmentDescription(7, 1, 100, 40, MB, MB, true, false);
    assertThat(CompactionPlan.choose(List.of(segment(1, 10), dirty), 100 * MB)).containsExactly(7L);
  }

  @Test
  void makesNoObjectLargerThanItMay() {
    List<SegmentDescription> segments =
        List.of(segment(1, 30), segment(2, 30), segment(3, 30), segment(4, 30));
    assertThat(CompactionPlan.chooseFitting(segments, 90 * MB)).containsExactly(1L, 2L, 3L);
    assertThat(CompactionPlan.choose(segments, 90 * MB)).isEmpty();
  }

  @Test
  void makesNoSegmentOfMoreRowsThanAGraphCanHave() {
    List<SegmentDescription> segments =
        List.of(rows(1, 2_000_000), rows(2, 2_000_000), rows(3, 2_000_000));
    assertThat(CompactionPlan.chooseFitting(segments, 1 << 30)).containsExactly(1L, 2L);
  }

  /** Its largest object is half of it. */
  private static SegmentDescription segment(long id, int megabytes) {
    return new SegmentDescription(id, 1, 100, 0, 2 * megabytes * MB, megabytes * MB, true, false);
  }

  private static SegmentDescription rows(long id, long rows) {
    return new SegmentDescription(id, 1, rows, 0, MB, MB, true, false);
  }
}
