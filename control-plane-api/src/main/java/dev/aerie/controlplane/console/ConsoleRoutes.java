package dev.aerie.controlplane.console;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;

/**
 * Shows the console at the addresses it makes up itself, so that they can be opened and reloaded.
 */
@ApplicationScoped
class ConsoleRoutes {
  private static final List<String> OURS =
      List.of("/v1", "/agent", "/scim", "/q", "/login", "/logout", "/assets");
  private static final int FIRST = -1_000;

  void register(@Observes Router router) {
    router.route().order(FIRST).method(HttpMethod.GET).handler(ConsoleRoutes::show);
  }

  private static void show(RoutingContext request) {
    String path = request.normalizedPath();
    boolean page =
        !path.equals("/") && !path.contains(".") && OURS.stream().noneMatch(path::startsWith);
    if (page) {
      request.reroute("/");
    } else {
      request.next();
    }
  }
}
