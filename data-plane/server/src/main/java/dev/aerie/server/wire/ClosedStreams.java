package dev.aerie.server.wire;

import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/**
 * Drops what is written to a stream whose client has given the call up (RST_STREAM, RFC 9113
 * section 5.4.2). Vert.x treats such a write as a fault of the whole connection and ends it with
 * GOAWAY: all the other calls on it would fail with the one that was given up. Thread-safe.
 */
@Sharable
final class ClosedStreams extends ChannelInboundHandlerAdapter {
  static final ClosedStreams DROPPED = new ClosedStreams();

  /** With these words Netty says that a write came too late, by exceptions of two types. */
  private static final String TOO_LATE = "Stream no longer exists";

  private ClosedStreams() {}

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (cause.getMessage() == null || !cause.getMessage().startsWith(TOO_LATE)) {
      context.fireExceptionCaught(cause);
    }
  }
}
