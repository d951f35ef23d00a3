package dev.aerie.controlplane.support;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Accounts of a realm by their verified address, as Keycloak's admin API finds them: an address is
 * of who got it last.
 */
final class AccountAdministration {
  private static final String BY_ADDRESS = "exact=true&email=";

  private final Map<String, String> holders = new ConcurrentHashMap<>();

  /** Gives somebody an address, whoever had it. */
  void give(String email, String id) {
    holders.put(email.toLowerCase(Locale.ROOT), id);
  }

  void serve(HttpServer server, String realm) {
    server.createContext(realm + "/users", this::find);
  }

  private void find(HttpExchange exchange) throws IOException {
    String query = exchange.getRequestURI().getQuery();
    if (!query.startsWith(BY_ADDRESS)) {
      throw new IOException("not asked for by an address: " + query);
    }
    String email = query.substring(BY_ADDRESS.length()).toLowerCase(Locale.ROOT);
    IdentityProvider.answer(
        exchange,
        Optional.ofNullable(holders.get(email))
            .map("[{\"id\": \"%s\", \"emailVerified\": true}]"::formatted)
            .orElse("[]"));
  }
}
