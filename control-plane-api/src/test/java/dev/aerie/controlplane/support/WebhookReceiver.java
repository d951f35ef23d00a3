package dev.aerie.controlplane.support;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** An HTTP server of a customer's: takes what is posted, or refuses it, or cuts it off. */
public final class WebhookReceiver implements AutoCloseable {
  public static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  /** What it does with a request. */
  public enum Mood {
    TAKE,
    REFUSE,
    /** Reads everything, and breaks the connection in place of an answer. */
    TAKE_AND_CUT,
    /** Reads everything, and answers when its mood changes. */
    TAKE_AND_HOLD,
    REDIRECT
  }

  /** Something that was posted. */
  public record Request(String path, Headers headers, String body) {
    public String header(String name) {
      return headers.getFirst(name);
    }

    /** Whether the signature is that of who has the secret, by the specification's words. */
    public boolean isSignedWith(String secret) {
      try {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(
            new SecretKeySpec(
                Base64.getDecoder().decode(secret.substring("whsec_".length())), "HmacSHA256"));
        String signed = header("webhook-id") + "." + header("webhook-timestamp") + "." + body;
        byte[] expected = mac.doFinal(signed.getBytes(StandardCharsets.UTF_8));
        return header("webhook-signature")
            .equals("v1," + Base64.getEncoder().encodeToString(expected));
      } catch (GeneralSecurityException impossible) {
        throw new IllegalStateException(impossible);
      }
    }
  }

  private final HttpServer server;
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private volatile Mood mood = Mood.TAKE;
  private volatile CompletableFuture<Void> held = new CompletableFuture<>();

  private WebhookReceiver(HttpServer server) {
    this.server = server;
  }

  public static WebhookReceiver start() {
    try {
      var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      var receiver = new WebhookReceiver(server);
      server.createContext("/", receiver::take);
      server.start();
      return receiver;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  public void is(Mood next) {
    mood = next;
    held.complete(null);
    held = new CompletableFuture<>();
  }

  public String url() {
    return "http://127.0.0.1:%d/hook".formatted(server.getAddress().getPort());
  }

  /** What was posted, whether it was taken or not. */
  public List<Request> requests() {
    return requests;
  }

  private void take(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    requests.add(
        new Request(exchange.getRequestURI().getPath(), exchange.getRequestHeaders(), body));
    switch (mood) {
      case TAKE -> exchange.sendResponseHeaders(204, -1);
      case REFUSE -> exchange.sendResponseHeaders(503, -1);
      case TAKE_AND_CUT -> {}
      case TAKE_AND_HOLD -> held.join();
      case REDIRECT -> {
        exchange.getResponseHeaders().add("Location", url());
        exchange.sendResponseHeaders(307, -1);
      }
    }
    exchange.close();
  }

  @Override
  public void close() {
    held.complete(null);
    server.stop(0);
  }
}
