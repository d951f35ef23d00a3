package dev.aerie.engine.objectstore;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** Stands before an S3 server and does to calls what networks and busy servers do to them. */
final class FaultProxy implements AutoCloseable {
  /** What happens to one call. */
  enum Fault {
    NONE,
    /** The server says that it failed, and has done nothing. */
    SERVER_ERROR,
    /** The server asks to slow down, and has done nothing. */
    THROTTLED,
    /** The connection breaks before the server has seen the call. */
    UNSENT,
    /** The server has done it, but its answer is lost. */
    ANSWER_LOST,
    /** The connection breaks in the middle of the answer. */
    ANSWER_CUT,
    /** The answer begins and stays away for so long that the caller gives it up. */
    ANSWER_STALLED,
    /** The server never answers. */
    SILENCE
  }

  private static final Set<String> OF_THE_CONNECTION =
      Set.of("host", "content-length", "connection", "expect", "upgrade", "transfer-encoding");

  private final URI target;
  private final HttpServer server;
  private final HttpClient client = HttpClient.newHttpClient();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile Function<String, Fault> faults = _ -> Fault.NONE;

  FaultProxy(URI target) {
    this.target = target;
    try {
      server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** From now on each call, told as method and path, meets the fault that this gives. */
  void inject(Function<String, Fault> calls) {
    faults = calls;
  }

  void heal() {
    inject(_ -> Fault.NONE);
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    client.shutdownNow();
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      Fault fault = faults.apply(exchange.getRequestMethod() + " " + exchange.getRequestURI());
      switch (fault) {
        case NONE, ANSWER_CUT, ANSWER_STALLED -> answer(exchange, forward(exchange, body), fault);
        case SERVER_ERROR -> refuse(exchange, 500, "InternalError");
        case THROTTLED -> refuse(exchange, 503, "SlowDown");
        case ANSWER_LOST -> forward(exchange, body);
        case UNSENT -> {}
        case SILENCE -> closing.await();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private HttpResponse<byte[]> forward(HttpExchange exchange, byte[] body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(target + exchange.getRequestURI().toString()))
            .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (!OF_THE_CONNECTION.contains(name.toLowerCase(java.util.Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
              }
            });
    return client.send(request.build(), BodyHandlers.ofByteArray());
  }

  private void answer(HttpExchange exchange, HttpResponse<byte[]> response, Fault fault)
      throws IOException, InterruptedException {
    boolean head = exchange.getRequestMethod().equals("HEAD");
    response
        .headers()
        .map()
        .forEach(
            (name, values) -> {
              if (head || !OF_THE_CONNECTION.contains(name)) {
                exchange.getResponseHeaders().put(name, values);
              }
            });
    byte[] body = response.body();
    exchange.sendResponseHeaders(response.statusCode(), body.length == 0 ? -1 : body.length);
    int sent = fault == Fault.NONE ? body.length : body.length / 2;
    exchange.getResponseBody().write(Arrays.copyOf(body, sent));
    exchange.getResponseBody().flush();
    if (fault == Fault.ANSWER_STALLED && sent < body.length) {
      closing.await();
    }
  }

  private static void refuse(HttpExchange exchange, int status, String code) throws IOException {
    byte[] body =
        "<Error><Code>%s</Code><Message>fault</Message></Error>".formatted(code).getBytes();
    exchange.getResponseHeaders().add("Content-Type", "application/xml");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }
}
