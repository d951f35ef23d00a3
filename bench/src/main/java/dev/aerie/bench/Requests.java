package dev.aerie.bench;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.util.concurrent.CompletionStage;

/**
 * Requests to an API, all by one thread that waits for none of them, so that little of the
 * processors is taken from what is measured on the same machine. An answer is taken off its
 * connection; what it says is read of failures alone.
 */
final class Requests implements AutoCloseable {
  private final String api;
  private final Vertx vertx;

  /** Where all is done: what is heard elsewhere may come when the answer has gone by. */
  private final Context context;

  private final HttpClient http;

  Requests(String api, int connections) {
    this.api = api;
    this.vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    this.context = vertx.getOrCreateContext();
    this.http =
        vertx.createHttpClient(
            new HttpClientOptions().setTcpNoDelay(true),
            new PoolOptions().setHttp1MaxSize(connections));
  }

  /**
   * Sends one and tells how many nanoseconds its answer took. An update that another client was
   * ahead of is answered, too; any other refusal is a failure.
   */
  CompletionStage<Long> send(ApiLoad.Call call, long number) {
    Promise<Long> taken = Promise.promise();
    context.runOnContext(
        here ->
            (call.isUpdate()
                    ? tag(call).compose(tag -> timed(call, number, tag))
                    : timed(call, number, ""))
                .onComplete(taken));
    return taken.future().toCompletionStage();
  }

  private Future<String> tag(ApiLoad.Call call) {
    return request(call, "GET")
        .compose(HttpClientRequest::send)
        .compose(answer -> read(call, answer).map(answer.getHeader("ETag")));
  }

  private Future<Long> timed(ApiLoad.Call call, long number, String tag) {
    String body =
        call.body()
            .map(text -> call.numbered() ? text.replace("#", "n" + number) : text)
            .orElse("");
    long start = System.nanoTime();
    return request(call, call.method())
        .compose(request -> send(request, body, tag))
        .compose(answer -> read(call, answer))
        .map(read -> System.nanoTime() - start);
  }

  private static Future<HttpClientResponse> send(
      HttpClientRequest request, String body, String tag) {
    if (!tag.isEmpty()) {
      request.putHeader("If-Match", tag);
    }
    return body.isEmpty()
        ? request.send()
        : request.putHeader("Content-Type", "application/json").send(Buffer.buffer(body));
  }

  private Future<HttpClientRequest> request(ApiLoad.Call call, String method) {
    return http.request(
        new RequestOptions()
            .setMethod(HttpMethod.valueOf(method))
            .setAbsoluteURI(api + call.path())
            .putHeader("Authorization", "Bearer " + call.key()));
  }

  private static Future<Void> read(ApiLoad.Call call, HttpClientResponse answer) {
    if (answer.statusCode() < 300 || answer.statusCode() == 412) {
      return answer.end();
    }
    return answer
        .body()
        .compose(
            said -> Future.failedFuture(call + " failed: " + answer.statusCode() + " " + said));
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
