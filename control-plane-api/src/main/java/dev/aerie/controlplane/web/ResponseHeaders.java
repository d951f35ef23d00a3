package dev.aerie.controlplane.web;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Headers that depend on what was asked for. Those that never change are in the configuration, at
 * {@code quarkus.http.header}.
 */
@ApplicationScoped
class ResponseHeaders {
  private static final int FIRST = -2_000;
  private static final String A_YEAR = "max-age=31536000";

  /** Where answers hold what is one caller's only. */
  private static final List<String> PERSONAL = List.of("/v1", "/agent", "/login", "/logout");

  private final boolean behindTls;

  ResponseHeaders(
      @ConfigProperty(name = "aerie.public.url", defaultValue = "http://127.0.0.1:8080")
          String publicUrl) {
    behindTls = publicUrl.startsWith("https://");
  }

  void register(@Observes Router router) {
    router.route().order(FIRST).handler(this::add);
  }

  private void add(RoutingContext request) {
    if (behindTls || request.request().isSSL()) {
      request.response().putHeader("Strict-Transport-Security", A_YEAR);
    }
    if (PERSONAL.stream().anyMatch(request.normalizedPath()::startsWith)) {
      request.response().putHeader("Cache-Control", "no-store");
    }
    request.next();
  }
}
