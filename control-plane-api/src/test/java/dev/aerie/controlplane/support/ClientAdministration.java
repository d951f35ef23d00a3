package dev.aerie.controlplane.support;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;

/** Clients of a realm, made and removed as Keycloak's admin API does; nothing is kept. */
final class ClientAdministration {

  /** The user behind a client's service account; Keycloak's key of the client is its id here. */
  static String userOf(String clientId) {
    return "user-of-" + clientId;
  }

  void serve(HttpServer server, String realm) {
    server.createContext(realm + "/clients", ClientAdministration::serve);
  }

  private static void serve(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String key = path.replaceAll(".*/clients/?([^/]*).*", "$1");
    if (path.endsWith("/clients")) {
      String clientId = Api.JSON.readTree(exchange.getRequestBody()).path("clientId").asText();
      exchange.getResponseHeaders().add("Location", path + "/" + clientId);
      end(exchange, 201);
    } else if (path.endsWith("/service-account-user")) {
      IdentityProvider.answer(exchange, "{\"id\": \"" + userOf(key) + "\"}");
    } else if (path.endsWith("/client-secret")) {
      IdentityProvider.answer(exchange, "{\"value\": \"secret-of-" + key + "\"}");
    } else {
      end(exchange, 204);
    }
  }

  private static void end(HttpExchange exchange, int status) throws IOException {
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }
}
