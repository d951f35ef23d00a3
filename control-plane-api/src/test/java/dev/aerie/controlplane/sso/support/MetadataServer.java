package dev.aerie.controlplane.sso.support;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** Where an identity provider's metadata lies, which a test changes. */
public final class MetadataServer implements AutoCloseable {
  private final HttpServer server;
  private volatile int status = 200;
  private volatile String text = "";
  private volatile int reads;
  private volatile Runnable meanwhile = () -> {};

  private MetadataServer(HttpServer server) {
    this.server = server;
  }

  public static MetadataServer start() {
    try {
      var made =
          new MetadataServer(
              HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
      made.server.createContext("/metadata", made::answer);
      made.server.start();
      return made;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  public String url() {
    return "http://127.0.0.1:%d/metadata".formatted(server.getAddress().getPort());
  }

  /** Answers this from now on. */
  public void shows(String metadata) {
    status = 200;
    text = metadata;
  }

  /** Answers with a failure from now on. */
  public void fails() {
    status = 500;
    text = "";
  }

  /** Does this at the next read, before it is answered. */
  public void meanwhile(Runnable work) {
    // The server's thread does not know of the test's settings.
    ClassLoader settings = Thread.currentThread().getContextClassLoader();
    meanwhile =
        () -> {
          Thread.currentThread().setContextClassLoader(settings);
          work.run();
        };
  }

  /** How often it was read; the server has one thread. */
  public int reads() {
    return reads;
  }

  private void answer(HttpExchange exchange) throws IOException {
    reads++;
    Runnable work = meanwhile;
    meanwhile = () -> {};
    work.run();
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/samlmetadata+xml");
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
