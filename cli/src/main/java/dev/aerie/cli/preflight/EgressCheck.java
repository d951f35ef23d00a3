package dev.aerie.cli.preflight;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import javax.net.ssl.SSLException;

/** Whether the control plane can be reached from here. */
final class EgressCheck {

  private static final String CHECK = "egress";
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int UNAUTHENTICATED = 401;

  private final String address;

  EgressCheck(String address) {
    this.address = address;
  }

  /** Asks as an agent without a key: a control plane refuses that, and nobody else does so. */
  Finding check() {
    URI uri = URI.create(address.replaceAll("/+$", "") + "/agent/v1/desired?after=0&wait=0");
    try (HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
      int code =
          http.send(
                  HttpRequest.newBuilder(uri).timeout(PATIENCE).build(),
                  HttpResponse.BodyHandlers.discarding())
              .statusCode();
      return code == UNAUTHENTICATED
          ? Finding.passed(CHECK, "The control plane answers at " + address + ".")
          : Finding.failed(
              CHECK,
              "Something answers %d at %s that is no control plane.".formatted(code, address),
              "See that no proxy or portal stands in between, and that the bundle names the right"
                  + " address.");
    } catch (SSLException e) {
      return Finding.failed(
          CHECK,
          "%s is not trusted: %s.".formatted(address, e.getMessage()),
          "Let the connection through unopened: a proxy that breaks TLS open is not trusted.");
    } catch (IOException e) {
      return Finding.failed(
          CHECK,
          "%s does not answer: %s.".formatted(address, e.getClass().getSimpleName()),
          "Allow outgoing connections to %s.".formatted(uri.getAuthority()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Finding.failed(CHECK, "interrupted", "Try again.");
    }
  }
}
