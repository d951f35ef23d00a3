package dev.aerie.controlplane.exchange;

import dev.aerie.controlplane.problem.Code;
import dev.aerie.controlplane.problem.Problem;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.CharConversionException;
import java.io.IOException;

/** Refuses bodies whose bytes are no text, which the JSON reader does not call a fault of JSON. */
@Provider
public class UnreadableBody implements ReaderInterceptor {

  @Override
  public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
    try {
      return context.proceed();
    } catch (CharConversionException notText) {
      throw new Problem(Code.MALFORMED_JSON, "The body is not UTF-8. Send JSON in UTF-8.");
    }
  }
}
