package dev.aerie.controlplane.support;

import dev.aerie.controlplane.access.ApiKeySecret;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.ConfigProvider;

/** PostgreSQL as somebody who may do everything there. */
public final class Superuser {
  private Superuser() {}

  /** Whether there is a database. */
  static boolean isThere() {
    return ConfigProvider.getConfig().getOptionalValue("AERIE_DB_URL", String.class).isPresent();
  }

  /** Runs statements past every trigger. */
  public static void run(String... statements) throws SQLException {
    try (Connection connection = connect("postgres");
        var statement = connection.createStatement()) {
      statement.execute("SET session_replication_role = replica");
      for (String one : statements) {
        statement.execute(one);
      }
    }
  }

  /** The only key, an owner's, of a new organisation; for who cannot sign in. */
  public static Api newOwner(String key) throws SQLException {
    String secret = ApiKeySecret.next(key);
    String organization = organizationOf(key);
    run(
        "INSERT INTO organizations (org_id, name, created_at, updated_at) VALUES ('%s', 'a', now(), now())"
            .formatted(organization),
        "INSERT INTO api_keys (org_id, id, name, role, sha256, created_at) VALUES ('%s', '%s', 'k', 'ORGANIZATION_OWNER', '%s', now())"
            .formatted(organization, key, ApiKeySecret.sha256(secret)));
    return new Api(secret);
  }

  /** The organisation that was made with a key. */
  public static String organizationOf(String key) {
    return "org_" + key.substring("key_".length());
  }

  /** Gives an organisation a single sign-on connection that Keycloak knows nothing of. */
  public static void addSsoConnection(String organization, String id) throws SQLException {
    run(
        """
        INSERT INTO sso_connections (org_id, id, name, protocol, domain, domain_token, groups_attribute, issuer, sign_on_url,
          client_id, metadata_read_at, created_at, updated_at)
        VALUES ('%1$s', '%2$s', 'Ours', 'OIDC', '%2$s.example', 'token', 'groups', 'https://idp.example', 'https://idp.example/on',
          'aerie', now(), now(), now())
        """
            .formatted(organization, id));
  }

  /** Gives an organisation enforced single sign-on with a break-glass owner. */
  public static void enforceSso(String organization, String owner) throws SQLException {
    addSsoConnection(organization, "sso-of-" + organization);
    run(
        "UPDATE sso_connections SET domain_verified_at = now(), enforced = true, break_glass_user_id = '%s' WHERE org_id = '%s'"
            .formatted(owner, organization));
  }

  /** The first column of a query. */
  public static List<String> list(String database, String query) throws SQLException {
    try (Connection connection = connect(database);
        var statement = connection.createStatement();
        var results = statement.executeQuery(query)) {
      var values = new ArrayList<String>();
      while (results.next()) {
        values.add(results.getString(1));
      }
      return values;
    }
  }

  /** A connection to a database of the same server. */
  public static Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(url(database), "postgres", "postgres");
  }

  /** The JDBC URL of a database of the same server. */
  public static String url(String database) {
    String main = ConfigProvider.getConfig().getValue("AERIE_DB_URL", String.class);
    return main.substring(0, main.lastIndexOf('/') + 1) + database;
  }
}
