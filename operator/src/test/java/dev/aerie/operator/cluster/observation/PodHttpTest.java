package dev.aerie.operator.cluster.observation;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What pods may do to who asks them. */
@Timeout(30)
class PodHttpTest {

  private static final String ADDRESS = "127.78.0.1";
  private static final int MANAGEMENT_PORT = 9091;

  private final Pod pod = new PodBuilder().withNewStatus().withPodIP(ADDRESS).endStatus().build();

  private ServerSocket door;

  @BeforeEach
  void open() throws IOException {
    door = new ServerSocket(MANAGEMENT_PORT, 8, InetAddress.getByName(ADDRESS));
  }

  @AfterEach
  void close() throws IOException {
    door.close();
  }

  @Test
  void readsAWholeAnswerWhateverItsCode() {
    answering("HTTP/1.1 503 Not now\r\nContent-Length: 4\r\n\r\ndown");

    assertThat(new PodHttp(Duration.ofSeconds(30)).get(pod, "/q/health")).contains("down");
  }

  @Test
  void doesNotWaitForOneThatStopsInTheMidstOfItsAnswer() {
    answering("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");

    assertThat(new PodHttp().get(pod, "/q/metrics")).isEmpty();
  }

  @Test
  void doesNotWaitForOneThatTakesTheConnectionAndSaysNothing() {
    assertThat(new PodHttp().get(pod, "/q/metrics")).isEmpty();
  }

  @Test
  void hearsNothingOfOneThatIsNotThere() throws IOException {
    door.close();

    assertThat(new PodHttp().get(pod, "/q/metrics")).isEmpty();
    assertThat(new PodHttp().get(new PodBuilder().build(), "/q/metrics")).isEmpty();
  }

  /** Says this to one caller, and leaves the connection open. */
  private void answering(String text) {
    Thread.startVirtualThread(
        () -> {
          try {
            Socket caller = door.accept();
            caller.getInputStream().read(new byte[8192]);
            caller.getOutputStream().write(text.getBytes(US_ASCII));
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
        });
  }
}
