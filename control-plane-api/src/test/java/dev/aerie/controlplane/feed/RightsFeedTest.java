package dev.aerie.controlplane.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.controlplane.support.MovableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rights that are lost while somebody who had them begins to listen. */
class RightsFeedTest {
  private final MovableClock clock = new MovableClock();
  private final RightsFeed feed = new RightsFeed(clock);

  @BeforeEach
  void standStill() {
    clock.stop();
  }

  @Test
  void whatIsLostBetweenARequestsArrivalAndItsStreamIsHeard() {
    feed.tell(of("before"));
    clock.advance(Duration.ofMillis(1));
    Instant arrival = clock.instant();
    feed.tell(of("meanwhile"));

    List<RightsChange> heard = new ArrayList<>();
    feed.since(arrival).subscribe().with(heard::add);
    feed.tell(of("afterwards"));

    assertThat(heard).containsExactly(of("meanwhile"), of("afterwards"));
  }

  private static RightsChange of(String principal) {
    return new RightsChange(Optional.of("org"), Optional.of(principal), Optional.empty());
  }
}
