package dev.aerie.controlplane.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AuditWindowTest {

  @Test
  void growsFromTheNewestRunBack() {
    assertThat(new AuditWindow(0, 20_001).newestFirst())
        .containsExactly(
            new AuditWindow(18_431, 20_001),
            new AuditWindow(10_239, 18_432),
            new AuditWindow(0, 10_240));
  }

  @Test
  void growsFromTheOldestRunOn() {
    assertThat(new AuditWindow(0, 20_001).oldestFirst())
        .containsExactly(
            new AuditWindow(0, 2_048),
            new AuditWindow(2_047, 10_240),
            new AuditWindow(10_239, 20_001));
  }

  @Test
  void hasNoWindowWithoutEvents() {
    assertThat(new AuditWindow(7, 8).newestFirst()).isEmpty();
    assertThat(new AuditWindow(7, 8).oldestFirst()).isEmpty();
  }

  @Test
  void leavesOutNoEventAndTakesNoneTwice() {
    for (long after : List.of(0L, 1L, 2_046L, 2_047L, 2_048L, 5_000L)) {
      for (long before : List.of(2_047L, 2_048L, 2_049L, 2_050L, 9_999L, 3_000_000L)) {
        var window = new AuditWindow(after, before);
        assertCovers(window, window.newestFirst().reversed());
        assertCovers(window, window.oldestFirst());
      }
    }
  }

  private static void assertCovers(AuditWindow whole, List<AuditWindow> ascending) {
    long next = whole.after() + 1;
    for (AuditWindow part : ascending) {
      assertThat(part.after()).isEqualTo(next - 1);
      assertThat(part.before()).isGreaterThan(next);
      next = part.before();
    }
    assertThat(next).isEqualTo(Math.max(whole.before(), whole.after() + 1));
  }
}
