package dev.aerie.controlplane.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.aerie.controlplane.outbound.OutboundException.Reason;
import dev.aerie.controlplane.support.SyslogServer;
import dev.aerie.controlplane.support.SyslogServer.Mood;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ServerSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Ports of customers that do not let a sending come to its end. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OutboundStreamTest {
  /** More than the buffers of two sockets hold. */
  private static final byte[] MUCH = new byte[64 << 20];

  private static OutboundStream stream(Duration timeout) {
    return new OutboundStream(
        new OutboundConfig() {
          @Override
          public Optional<List<String>> allowedRanges() {
            return Optional.of(List.of("127.0.0.0/8"));
          }

          @Override
          public Duration timeout() {
            return timeout;
          }
        });
  }

  private static Reason reason(Duration timeout, int port, byte[] content) {
    var to = new OutboundStream.Port("127.0.0.1", port, false, Optional.empty());
    return catchThrowableOfType(OutboundException.class, () -> stream(timeout).send(to, content))
        .reason();
  }

  @Test
  void answerThatNeverEndsIsWaitedForNoLongerThanAllowed() throws IOException {
    try (var server = SyslogServer.start(ServerSocketFactory.getDefault())) {
      server.is(Mood.DRIP);

      assertThat(reason(Duration.ofMillis(500), server.port(), new byte[0]))
          .isEqualTo(Reason.TOO_SLOW);
    }
  }

  @Test
  void whoReadsNothingIsWrittenToNoLongerThanAllowed() throws IOException {
    try (var deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(reason(Duration.ofMillis(500), deaf.getLocalPort(), MUCH))
          .isEqualTo(Reason.TOO_SLOW);
    }
  }

  @Test
  void longAnswerIsCutOff() throws IOException {
    try (var server = SyslogServer.start(ServerSocketFactory.getDefault())) {
      server.is(Mood.FLOOD);

      assertThat(reason(Duration.ofSeconds(30), server.port(), new byte[0]))
          .isEqualTo(Reason.TOO_LARGE);
    }
  }
}
