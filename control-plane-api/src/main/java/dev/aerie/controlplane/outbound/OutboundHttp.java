package dev.aerie.controlplane.outbound;

import dev.aerie.controlplane.outbound.OutboundException.Reason;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks addresses that customers gave us. The host is resolved once for each request, every address
 * it has is checked by {@link AddressRules}, and the connection goes to a checked address and not
 * to the name: a name that leads elsewhere a moment later changes nothing. Redirects are not
 * followed. Blocks; safe for use by many threads.
 */
@ApplicationScoped
public class OutboundHttp {
  private static final int LONGEST_ANSWER = 1 << 20;

  private final HttpClient client;
  private final Destinations destinations;
  private final Duration timeout;

  @Inject
  OutboundHttp(Vertx vertx, OutboundConfig config) {
    this(
        vertx,
        HostResolver.system(),
        new AddressRules(config.allowedRanges().orElse(List.of())),
        config.timeout());
  }

  OutboundHttp(Vertx vertx, HostResolver resolver, AddressRules rules, Duration timeout) {
    this(vertx, resolver, rules, timeout, new HttpClientOptions());
  }

  /** With other options, such as whose certificates are trusted in place of the public ones. */
  OutboundHttp(
      Vertx vertx,
      HostResolver resolver,
      AddressRules rules,
      Duration timeout,
      HttpClientOptions options) {
    // A connection kept open would be one to an address that was checked long ago.
    this.client = vertx.createHttpClient(new HttpClientOptions(options).setKeepAlive(false));
    this.destinations = new Destinations(resolver, rules);
    this.timeout = timeout;
  }

  /**
   * What an address answered, whatever the status.
   *
   * @param body UTF-8, at most 1 MiB
   */
  public record Reply(int status, Map<String, String> headers, String body) {
    /** Copies the headers; their names are in lower case. */
    public Reply {
      headers = Map.copyOf(headers);
    }

    /** Whether the status is one of success. */
    public boolean isOk() {
      return status / 100 == 2;
    }
  }

  /**
   * Gets what is at a URL.
   *
   * @throws OutboundException when it must not be asked or does not answer
   */
  public Reply get(OutboundUrl url, Map<String, String> headers) {
    return send(HttpMethod.GET, url, headers, Buffer.buffer());
  }

  /**
   * Posts a body to a URL.
   *
   * @throws OutboundException when it must not be asked or does not answer
   */
  public Reply post(OutboundUrl url, Map<String, String> headers, byte[] body) {
    return send(HttpMethod.POST, url, headers, Buffer.buffer(body));
  }

  /**
   * Puts a body at a URL.
   *
   * @throws OutboundException when it must not be asked or does not answer
   */
  public Reply put(OutboundUrl url, Map<String, String> headers, byte[] body) {
    return send(HttpMethod.PUT, url, headers, Buffer.buffer(body));
  }

  /**
   * Checks where a URL leads now, without asking it.
   *
   * @throws OutboundException when it must not be asked
   */
  public void check(OutboundUrl url) {
    destinations.addressOf(url.host(), url.isTls());
  }

  private Reply send(HttpMethod method, OutboundUrl url, Map<String, String> headers, Buffer body) {
    InetAddress address = destinations.addressOf(url.host(), url.isTls());
    var options =
        new RequestOptions()
            .setMethod(method)
            .setServer(SocketAddress.inetSocketAddress(url.port(), address.getHostAddress()))
            .setHost(url.host())
            .setPort(url.port())
            .setURI(url.pathAndQuery())
            .setSsl(url.isTls())
            .setFollowRedirects(false)
            .setConnectTimeout(timeout.toMillis())
            .setIdleTimeout(timeout.toMillis());
    headers.forEach(options::putHeader);
    Future<Reply> reply =
        client.request(options).compose(request -> request.send(body).compose(OutboundHttp::read));
    return await(url, reply);
  }

  private static Future<Reply> read(HttpClientResponse response) {
    var text = Buffer.buffer();
    response.handler(
        part -> {
          if (text.length() + part.length() > LONGEST_ANSWER) {
            response.request().reset(0, new OutboundException(Reason.TOO_LARGE, "too large"));
          } else {
            text.appendBuffer(part);
          }
        });
    return response
        .end()
        .map(
            ended -> {
              var headers = new TreeMap<String, String>();
              response
                  .headers()
                  .forEach(
                      (name, value) -> headers.putIfAbsent(name.toLowerCase(Locale.ROOT), value));
              return new Reply(response.statusCode(), headers, text.toString());
            });
  }

  private Reply await(OutboundUrl url, Future<Reply> reply) {
    try {
      return reply
          .toCompletionStage()
          .toCompletableFuture()
          .get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      throw new OutboundException(
          Reason.TOO_SLOW,
          "%s did not answer within %d s.".formatted(url.host(), timeout.toSeconds()));
    } catch (ExecutionException failure) {
      throw failed(url, failure.getCause());
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
      throw new OutboundException(Reason.UNREACHABLE, "The request was interrupted.");
    }
  }

  private static OutboundException failed(OutboundUrl url, Throwable cause) {
    boolean large =
        cause instanceof OutboundException || cause.getCause() instanceof OutboundException;
    return large
        ? new OutboundException(
            Reason.TOO_LARGE, "%s answered more than 1 MiB.".formatted(url.host()))
        : new OutboundException(
            Reason.UNREACHABLE,
            "%s cannot be reached: %s."
                .formatted(
                    url.host(), Optional.ofNullable(cause.getMessage()).orElse(cause.toString())));
  }
}
