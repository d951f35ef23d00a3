package dev.aerie.server.wire;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpServerOptions;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Lets clients send large messages in few frames. Vert.x copies what it has of a gRPC message at
 * each frame: in the 16 KiB frames of HTTP/2's defaults a message of 64 MB took a minute. Frames
 * are only as large as the windows of stream and connection let them be, so those are as wide.
 */
@ApplicationScoped
public class WideFrames implements HttpServerOptionsCustomizer {
  private static final int FRAME_BYTES = 8 << 20;
  private static final int WINDOW_BYTES = 16 << 20;

  @Override
  public void customizeHttpServer(HttpServerOptions options) {
    options.setInitialSettings(
        new Http2Settings(options.getInitialSettings())
            .setMaxFrameSize(FRAME_BYTES)
            .setInitialWindowSize(WINDOW_BYTES));
    options.setHttp2ConnectionWindowSize(WINDOW_BYTES);
  }
}
