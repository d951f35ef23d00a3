package dev.aerie.controlplane.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.aerie.controlplane.outbound.OutboundException.Reason;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutboundHttpTest {
  private static final Vertx VERTX = Vertx.vertx();
  private static final AddressRules LOOPBACK = new AddressRules(List.of("127.0.0.0/8"));
  private static final AddressRules PUBLIC = new AddressRules(List.of());

  private final List<String> asked = new CopyOnWriteArrayList<>();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", exchange -> answer(exchange, 200, "hello"));
    server.createContext(
        "/away",
        exchange -> {
          exchange.getResponseHeaders().add("Location", "http://127.0.0.1/secret");
          answer(exchange, 302, "");
        });
    server.createContext("/long", exchange -> answer(exchange, 200, "x".repeat(2 << 20)));
    server.createContext("/never", exchange -> asked.add("never"));
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @AfterAll
  static void close() {
    VERTX.close().toCompletionStage().toCompletableFuture().join();
  }

  private void answer(HttpExchange exchange, int status, String text) throws IOException {
    asked.add(
        "%s %s %s"
            .formatted(
                exchange.getRequestMethod(),
                exchange.getRequestHeaders().getFirst("Host"),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    try (var out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  private static OutboundHttp http(HostResolver resolver, AddressRules rules) {
    return new OutboundHttp(VERTX, resolver, rules, Duration.ofSeconds(30));
  }

  private static HostResolver leadingTo(String... addresses) {
    Deque<String> next = new ArrayDeque<>(List.of(addresses));
    return host ->
        List.of(InetAddress.getByName(next.size() > 1 ? next.removeFirst() : next.getFirst()));
  }

  private OutboundUrl url(String path) {
    return OutboundUrl.parse("http://idp.example:" + server.getAddress().getPort() + path);
  }

  private static Reason reason(Runnable request) {
    return catchThrowableOfType(OutboundException.class, request::run).reason();
  }

  @Test
  void requestGoesToTheCheckedAddressUnderTheHostsName() {
    var reply =
        http(leadingTo("127.0.0.1"), LOOPBACK)
            .post(url("/hook?a=b"), Map.of("X-Test", "1"), "body".getBytes(StandardCharsets.UTF_8));

    assertThat(reply.isOk()).isTrue();
    assertThat(reply.body()).isEqualTo("hello");
    assertThat(asked)
        .containsExactly("POST idp.example:" + server.getAddress().getPort() + " body");
  }

  @Test
  void nameThatLeadsInsideAfterItsCheckIsNotFollowedThere() {
    // A public address at the check and loopback at the connection: the connection is the check.
    var rebinding = http(leadingTo("8.8.8.8", "127.0.0.1"), PUBLIC);
    rebinding.check(OutboundUrl.parse("https://idp.example/"));

    assertThat(reason(() -> rebinding.get(url("/"), Map.of()))).isEqualTo(Reason.ADDRESS_REFUSED);
    assertThat(asked).isEmpty();
  }

  @Test
  void oneForbiddenAddressAmongMoreSpoilsTheName() {
    HostResolver both =
        host -> List.of(InetAddress.getByName("8.8.8.8"), InetAddress.getByName("10.0.0.1"));

    assertThat(reason(() -> http(both, PUBLIC).check(OutboundUrl.parse("https://idp.example/"))))
        .isEqualTo(Reason.ADDRESS_REFUSED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://127.0.0.1/",
        "https://localhost/",
        "https://[::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://2130706433/",
        "https://0x7f.1/",
        "https://169.254.169.254/latest/meta-data/",
        "https://10.96.0.1/"
      })
  void privateAddressIsRefusedHoweverItIsWritten(String text) {
    assertThat(
            reason(
                () -> http(HostResolver.system(), PUBLIC).get(OutboundUrl.parse(text), Map.of())))
        .isIn(Reason.ADDRESS_REFUSED, Reason.HOST_UNKNOWN, Reason.URL_INVALID);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense",
        "ftp://example.org/",
        "file:///etc/passwd",
        "https:///path",
        "https://user:word@example.org/",
        "https://example.org/#part",
        "https://example.org:99999/",
        "https://exa mple.org/",
        "https://example.org/\r\nX: y"
      })
  void textThatIsNoWholeUrlIsRefused(String text) {
    assertThat(reason(() -> OutboundUrl.parse(text))).isEqualTo(Reason.URL_INVALID);
  }

  @Test
  void redirectIsAnsweredAndNotFollowed() {
    var reply = http(leadingTo("127.0.0.1"), LOOPBACK).get(url("/away"), Map.of());

    assertThat(reply.status()).isEqualTo(302);
    assertThat(reply.headers()).containsEntry("location", "http://127.0.0.1/secret");
    assertThat(asked).hasSize(1);
  }

  @Test
  void longAnswerIsCutOff() {
    assertThat(reason(() -> http(leadingTo("127.0.0.1"), LOOPBACK).get(url("/long"), Map.of())))
        .isEqualTo(Reason.TOO_LARGE);
  }

  @Test
  void silenceEnds() {
    var impatient =
        new OutboundHttp(VERTX, leadingTo("127.0.0.1"), LOOPBACK, Duration.ofMillis(300));

    assertThat(reason(() -> impatient.get(url("/never"), Map.of())))
        .isIn(Reason.TOO_SLOW, Reason.UNREACHABLE);
  }

  @Test
  void unknownHostAndClosedPortAreTold() {
    HostResolver nowhere =
        host -> {
          throw new UnknownHostException(host);
        };
    assertThat(reason(() -> http(nowhere, PUBLIC).get(url("/"), Map.of())))
        .isEqualTo(Reason.HOST_UNKNOWN);

    OutboundUrl closed = url("/");
    server.stop(0);
    assertThat(reason(() -> http(leadingTo("127.0.0.1"), LOOPBACK).get(closed, Map.of())))
        .isEqualTo(Reason.UNREACHABLE);
  }
}
