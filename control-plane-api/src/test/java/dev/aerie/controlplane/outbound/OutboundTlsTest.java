package dev.aerie.controlplane.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.aerie.controlplane.outbound.OutboundException.Reason;
import dev.aerie.controlplane.support.Certificates;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.net.PemTrustOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The connection goes to an address that was checked, and the certificate must be the host's. */
class OutboundTlsTest {
  private static final Vertx VERTX = Vertx.vertx();

  private final List<String> asked = new CopyOnWriteArrayList<>();
  private HttpsServer server;

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @AfterAll
  static void close() {
    VERTX.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void hostWithItsOwnCertificateIsAsked() throws IOException {
    Certificates own = start(Certificates.forHost("idp.example"));
    assertThat(trusting(own).get(url(), Map.of()).isOk()).isTrue();
    assertThat(asked).containsExactly("idp.example:" + server.getAddress().getPort());
  }

  @Test
  void certificateOfAnotherHostIsRefused() throws IOException {
    assertThat(refusal(trusting(start(Certificates.forHost("other.example")))))
        .isEqualTo(Reason.UNREACHABLE);
    assertThat(asked).isEmpty();
  }

  @Test
  void certificateOfTheAddressInPlaceOfTheNameIsRefused() throws IOException {
    assertThat(refusal(trusting(start(Certificates.forLoopback())))).isEqualTo(Reason.UNREACHABLE);
    assertThat(asked).isEmpty();
  }

  @Test
  void certificateOfAnUnknownAuthorityIsRefused() throws IOException {
    start(Certificates.forHost("idp.example"));
    assertThat(refusal(http(new HttpClientOptions()))).isEqualTo(Reason.UNREACHABLE);
    assertThat(asked).isEmpty();
  }

  private Certificates start(Certificates shown) throws IOException {
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(shown.tls()));
    server.createContext(
        "/",
        exchange -> {
          asked.add(exchange.getRequestHeaders().getFirst("Host"));
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
    return shown;
  }

  private static OutboundHttp trusting(Certificates authority) {
    return http(
        new HttpClientOptions()
            .setTrustOptions(new PemTrustOptions().addCertValue(Buffer.buffer(authority.pem()))));
  }

  private static OutboundHttp http(HttpClientOptions options) {
    return new OutboundHttp(
        VERTX,
        host -> List.of(InetAddress.getLoopbackAddress()),
        new AddressRules(List.of("127.0.0.0/8")),
        Duration.ofSeconds(30),
        options);
  }

  private OutboundUrl url() {
    return OutboundUrl.parse("https://idp.example:" + server.getAddress().getPort() + "/");
  }

  private Reason refusal(OutboundHttp http) {
    return catchThrowableOfType(OutboundException.class, () -> http.get(url(), Map.of())).reason();
  }
}
