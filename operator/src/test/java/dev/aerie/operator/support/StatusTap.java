package dev.aerie.operator.support;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;

/** Calls a test right before and right after a client writes a VectorCluster's status. */
public final class StatusTap implements Interceptor {

  /** When a test is called. */
  public enum Moment {
    /** The status has been made, and is not written yet. */
    BEFORE,
    /** The status is written, and the writer does not know it yet. */
    AFTER
  }

  private volatile Consumer<Moment> listener = moment -> {};

  /** Calls this one from now on. */
  public void listen(Consumer<Moment> next) {
    listener = next;
  }

  @Override
  public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
    if (writesStatus(request)) {
      listener.accept(Moment.BEFORE);
    }
  }

  @Override
  public void after(
      HttpRequest request,
      HttpResponse<?> response,
      AsyncBody.Consumer<List<ByteBuffer>> consumer) {
    if (writesStatus(request)) {
      listener.accept(Moment.AFTER);
    }
  }

  private static boolean writesStatus(HttpRequest request) {
    String path = request.uri().getPath();
    return request.method().equals("PATCH")
        && path.contains("/vectorclusters/")
        && path.endsWith("/status");
  }
}
