package dev.aerie.server.activator;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ActivatorTest {
  private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
  private static final String REST = "POST /v2/vectordb/entities/search HTTP/1.1\r\n\r\n";
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(200);
  private static final Limits PATIENT = new Limits(8, LONG, LONG, LONG, Duration.ZERO, LONG);

  private final WaitingMailbox mailbox = new WaitingMailbox();
  private ServerSocket pod;
  private Activator activator;

  @BeforeEach
  void openPod() throws IOException {
    pod = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void close() throws IOException {
    pod.close();
    activator.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {PREFACE + "settings", REST, "\u0016\u0003\u0001 client hello"})
  void joinsWhoBeganAsAClientWithThePodThatWakes(String greeting) throws Exception {
    start(PATIENT);
    try (Socket client = connect()) {
      say(client, greeting);
      mailbox.awaitRing();
      mailbox.awaken(pod.getLocalPort());
      try (Socket served = pod.accept()) {
        assertThat(read(served, greeting.length())).isEqualTo(greeting);
        say(served, "answer");
        assertThat(read(client, 6)).isEqualTo("answer");
        say(client, "more");
        assertThat(read(served, 4)).isEqualTo("more");
        served.shutdownOutput();
        assertThat(client.getInputStream().read()).isNegative();
      }
    }
  }

  @Test
  void goesToTheNextPodWhenOneTakesNoConnection() throws Exception {
    start(PATIENT);
    int closed;
    try (ServerSocket gone = new ServerSocket(0)) {
      closed = gone.getLocalPort();
    }
    try (Socket client = connect()) {
      say(client, PREFACE);
      mailbox.awaken(closed, pod.getLocalPort());
      try (Socket served = pod.accept()) {
        assertThat(read(served, PREFACE.length())).isEqualTo(PREFACE);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"SSH-2.0-scanner", "GET / HTTP/1.1\r\n\r\n", "PRI * HTTP/1.0\r\n", "\u0000"})
  void whoDoesNotBeginAsAClientWakesNobody(String greeting) throws Exception {
    start(PATIENT);
    try (Socket client = connect()) {
      say(client, greeting);
      assertThat(client.getInputStream().read()).isNegative();
    }
    assertThat(mailbox.wasRung()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "PRI * HT", "POST /v"})
  void whoSaysTooLittleInTimeWakesNobody(String greeting) throws Exception {
    start(new Limits(8, SHORT, LONG, LONG, Duration.ZERO, LONG));
    try (Socket client = connect()) {
      say(client, greeting);
      assertThat(client.getInputStream().read()).isNegative();
    }
    assertThat(mailbox.wasRung()).isFalse();
  }

  @Test
  void isHeldWithinABound() throws Exception {
    start(new Limits(8, LONG, SHORT, LONG, Duration.ZERO, LONG));
    try (Socket grpc = connect();
        Socket rest = connect()) {
      say(grpc, PREFACE);
      say(rest, REST + "a body that nobody reads".repeat(10_000));

      assertThat(grpc.getInputStream().read()).isNegative();
      assertThat(new String(rest.getInputStream().readAllBytes(), US_ASCII))
          .startsWith("HTTP/1.1 503 ")
          .contains("Retry-After: 5")
          .endsWith("\"this cluster sleeps and is being woken; call again\"}");
    }
    assertThat(mailbox.wasRung()).isTrue();
  }

  @Test
  void refusesMoreThanItMayHold() throws Exception {
    start(new Limits(1, LONG, LONG, LONG, Duration.ZERO, LONG));
    try (Socket held = connect()) {
      say(held, PREFACE);
      mailbox.awaitRing();
      try (Socket over = connect()) {
        assertThat(over.getInputStream().read()).isNegative();
      }
    }
  }

  @Test
  void endsAConnectionInWhichNothingIsSaidAnyMore() throws Exception {
    start(new Limits(8, LONG, LONG, SHORT, Duration.ZERO, LONG));
    try (Socket client = connect()) {
      say(client, PREFACE);
      mailbox.awaken(pod.getLocalPort());
      try (Socket served = pod.accept()) {
        read(served, PREFACE.length());
        assertThat(client.getInputStream().read()).isNegative();
        assertThat(served.getInputStream().read()).isNegative();
      }
    }
  }

  @Test
  void leavesWhenWhatWasHandedOverHasEnded() throws Exception {
    start(PATIENT);
    CompletableFuture<Void> left = new CompletableFuture<>();
    try (Socket client = connect()) {
      say(client, PREFACE);
      mailbox.awaken(pod.getLocalPort());
      try (Socket served = pod.accept()) {
        read(served, PREFACE.length());
        Thread leaving = Thread.startVirtualThread(() -> leave(left));
        say(served, "still here");
        assertThat(read(client, 10)).isEqualTo("still here");
        assertThat(left).isNotDone();
        client.close();
        served.close();
        leaving.join();
        assertThat(left).isCompleted();
      }
    }
  }

  private void leave(CompletableFuture<Void> left) {
    try {
      activator.leave();
      left.complete(null);
    } catch (InterruptedException e) {
      left.completeExceptionally(e);
    }
  }

  private void start(Limits limits) throws IOException {
    activator =
        new Activator(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), mailbox, limits);
    activator.start();
  }

  private Socket connect() throws IOException {
    Socket client = new Socket(InetAddress.getLoopbackAddress(), activator.port());
    client.setSoTimeout(60_000);
    return client;
  }

  private static void say(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(US_ASCII));
  }

  private static String read(Socket socket, int length) throws IOException {
    socket.setSoTimeout(60_000);
    return new String(socket.getInputStream().readNBytes(length), US_ASCII);
  }
}
