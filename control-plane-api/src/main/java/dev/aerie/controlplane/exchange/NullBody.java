package dev.aerie.controlplane.exchange;

import dev.aerie.controlplane.problem.Code;
import dev.aerie.controlplane.problem.Problem;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.IOException;

/** Refuses the JSON text {@code null} as a body: nothing behind it expects null. */
@Provider
public class NullBody implements ReaderInterceptor {

  @Override
  public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
    Object body = context.proceed();
    if (body == null) {
      throw new Problem(Code.MALFORMED_JSON, "The request needs a JSON object, not null.");
    }
    return body;
  }
}
