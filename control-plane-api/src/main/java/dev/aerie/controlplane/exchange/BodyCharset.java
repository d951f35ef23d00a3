package dev.aerie.controlplane.exchange;

import dev.aerie.controlplane.problem.Code;
import dev.aerie.controlplane.problem.Problem;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Refuses bodies that say they are of another charset than UTF-8, the only one JSON has. */
class BodyCharset {

  @ServerRequestFilter(priority = 5900)
  void check(ContainerRequestContext request) {
    charset(request)
        .filter(charset -> !charset.equalsIgnoreCase("utf-8"))
        .ifPresent(
            charset -> {
              throw new Problem(
                  Code.UNSUPPORTED_MEDIA_TYPE,
                  "The body must be in UTF-8; Content-Type says another charset.");
            });
  }

  private static Optional<String> charset(ContainerRequestContext request) {
    try {
      return Optional.ofNullable(request.getMediaType())
          .map(type -> type.getParameters().get(MediaType.CHARSET_PARAMETER));
    } catch (IllegalArgumentException notAType) {
      throw new Problem(
          Code.UNSUPPORTED_MEDIA_TYPE, "Content-Type is not a media type. Send application/json.");
    }
  }
}
