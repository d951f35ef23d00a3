package dev.aerie.operator.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aerie.crds.MaintenanceWindow;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpeningTest {

  /** Sundays from 3:30 to 5:00 in Berlin; summer time ends at 3:00 on 2026-10-25. */
  @ParameterizedTest
  @CsvSource({
    "2026-10-18T01:29:59Z, false, 2026-10-18T01:30:00Z",
    "2026-10-18T01:30:00Z, true,",
    "2026-10-18T02:59:59Z, true,",
    "2026-10-18T03:00:00Z, false, 2026-10-25T02:30:00Z",
    "2026-10-25T01:30:00Z, false, 2026-10-25T02:30:00Z",
    "2026-10-25T02:30:00Z, true,",
  })
  void opensByTheClockOfItsZone(Instant now, boolean open, Instant next) {
    var window = new MaintenanceWindow("30 3 * * 0", "1h30m", "Europe/Berlin");

    Opening opening = Opening.of(window, now);

    assertThat(opening.open()).isEqualTo(open);
    assertThat(opening.next().orElse(null)).isEqualTo(next);
  }

  @Test
  void saysWhatItCannotRead() {
    var window = new MaintenanceWindow("30 3 * * 0", "1h", "Europe/Nowhere");

    assertThatThrownBy(() -> Opening.of(window, Instant.EPOCH))
        .isInstanceOf(InvalidScheduleException.class)
        .hasMessageContaining("30 3 * * 0")
        .hasMessageContaining("Europe/Nowhere");
  }
}
