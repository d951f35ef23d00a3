package dev.aerie.operator.support;

import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Leads a client's watches of VectorClusters through a door that a test can close: what the API
 * server tells then comes when it is opened again. Safe for concurrent use.
 */
public final class HeldWatch implements Interceptor {

  private final ServerSocket door;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition opened = lock.newCondition();
  private volatile URI api;
  private boolean open = true;

  /** Opens the door. */
  public HeldWatch() {
    try {
      door = new ServerSocket(0, 16, InetAddress.getByName("127.0.0.1"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofPlatform().daemon().start(this::accept);
  }

  /** Holds back what comes from now on. */
  public void close() {
    set(false);
  }

  /** Lets everything through. */
  public void open() {
    set(true);
  }

  @Override
  public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
    URI uri = request.uri();
    if (uri.getPath().endsWith("/vectorclusters")
        && String.valueOf(uri.getQuery()).contains("watch=true")) {
      api = uri;
      String text = uri.toString();
      builder.uri(
          URI.create(text.replace(":" + uri.getPort() + "/", ":" + door.getLocalPort() + "/")));
    }
  }

  private void set(boolean now) {
    lock.lock();
    try {
      open = now;
      opened.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void awaitOpen() {
    lock.lock();
    try {
      while (!open) {
        opened.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket client = door.accept();
        Socket server = new Socket(api.getHost(), api.getPort());
        Thread.ofVirtual().start(() -> copy(client, server, () -> {}));
        Thread.ofVirtual().start(() -> copy(server, client, this::awaitOpen));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void copy(Socket from, Socket to, Runnable gate) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] buffer = new byte[8192];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        gate.run();
        out.write(buffer, 0, read);
      }
    } catch (IOException e) {
      // The watch has ended; its client begins another.
    }
  }
}
