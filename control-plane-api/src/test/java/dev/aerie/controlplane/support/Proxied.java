package dev.aerie.controlplane.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/**
 * A caller of the control plane from an address of this machine that it takes for one of its
 * trusted proxies; all other tests call from 127.0.0.1.
 */
public final class Proxied {
  /** The proxy's address. */
  public static final String ADDRESS = "127.0.0.2";

  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .localAddress(InetAddress.ofLiteral(ADDRESS))
          .build();

  private Proxied() {}

  /** Gets a page with a credential, and tells where the call came from to the proxy. */
  public static Api.Answer get(String credential, String path, String... forwardedFor) {
    return send(
        HttpRequest.newBuilder(URI.create(Api.address() + path))
            .header("Authorization", "Bearer " + credential),
        forwardedFor);
  }

  /** Posts without a credential. */
  public static Api.Answer post(String path, String body, String... forwardedFor) {
    return send(
        HttpRequest.newBuilder(URI.create(Api.address() + path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)),
        forwardedFor);
  }

  private static Api.Answer send(HttpRequest.Builder request, String... forwardedFor) {
    for (String line : forwardedFor) {
      request.header("X-Forwarded-For", line);
    }
    try {
      return new Api.Answer(HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString()));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(ended);
    }
  }
}
