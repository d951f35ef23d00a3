package dev.aerie.server.wire;

import java.util.List;

/** Calls of one subject, to be put together into the service. */
public interface Calls {
  List<Call<?, ?>> calls();
}
