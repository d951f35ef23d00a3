package dev.aerie.controlplane.support;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * OIDC discovery, keys and tokens of a provider, clients and accounts of its realm: as much as the
 * control plane needs where a test is not about them. Keycloak itself: {@link RealKeycloak}.
 */
public final class IdentityProvider {
  /** The event that logout tokens are about. */
  public static final String LOGOUT_EVENT = "http://schemas.openid.net/event/backchannel-logout";

  private static final String REALM = "/realms/aerie";
  private static final String AUDIENCE = "aerie-console";

  private final HttpServer server;
  private final KeyPair keys;
  private final Map<String, String> sessions = new ConcurrentHashMap<>();
  private final AccountAdministration accounts = new AccountAdministration();

  private IdentityProvider(HttpServer server, KeyPair keys) {
    this.server = server;
    this.keys = keys;
  }

  static IdentityProvider start() throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    var provider = new IdentityProvider(server, Jws.newKeys());
    server.createContext(
        REALM + "/.well-known/openid-configuration",
        exchange -> answer(exchange, provider.discovery()));
    server.createContext(REALM + "/certs", exchange -> answer(exchange, provider.keySet()));
    server.createContext(
        REALM + "/protocol/openid-connect/token",
        exchange -> answer(exchange, "{\"access_token\": \"administrator\", \"expires_in\": 300}"));
    new ClientAdministration().serve(server, "/admin" + REALM);
    provider.accounts.serve(server, "/admin" + REALM);
    server.createContext(REALM + "/token", exchange -> answer(exchange, provider.tokens(exchange)));
    server.start();
    return provider;
  }

  /** The address of the realm. */
  public String issuer() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + REALM;
  }

  void stop() {
    server.stop(0);
  }

  /** A token of a person, valid for five minutes. */
  public String tokenOf(String name) {
    return token(name, AUDIENCE, Duration.ofMinutes(5));
  }

  /** A token of a service account, as its client gets it. */
  public String tokenOfClient(String clientId) {
    return claims(ClientAdministration.userOf(clientId), AUDIENCE, Duration.ofMinutes(5))
        .claim("azp", clientId)
        .jws()
        .keyId(Jws.KEY_ID)
        .sign(keys.getPrivate());
  }

  /** A token that has expired. */
  public String expiredTokenOf(String name) {
    return token(name, AUDIENCE, Duration.ofMinutes(-5));
  }

  /** A token made for another service. */
  public String tokenForAnother(String name, String audience) {
    return token(name, audience, Duration.ofMinutes(5));
  }

  private String token(String name, String audience, Duration life) {
    return token(name, name + "@example.org", audience, life);
  }

  /** A token of a person whose verified address is another than their name's, and theirs by now. */
  public String tokenOf(String name, String email) {
    return token(name, email, AUDIENCE, Duration.ofMinutes(5));
  }

  /** A token of a session that a browser has. */
  private String token(String name, String email, String session) {
    String subject = subjectOf(name);
    accounts.give(email, subject);
    return claims(subject, AUDIENCE, Duration.ofMinutes(5))
        .claim("email", email)
        .claim("email_verified", true)
        .claim("sid", session)
        .jws()
        .keyId(Jws.KEY_ID)
        .sign(keys.getPrivate());
  }

  private String token(String name, String email, String audience, Duration life) {
    String subject = subjectOf(name);
    accounts.give(email, subject);
    return claims(subject, audience, life)
        .claim("email", email)
        .claim("email_verified", true)
        .jws()
        .keyId(Jws.KEY_ID)
        .sign(keys.getPrivate());
  }

  private JwtClaimsBuilder claims(String subject, String audience, Duration life) {
    long now = System.currentTimeMillis() / 1000;
    return Jwt.issuer(issuer())
        .subject(subject)
        .audience(audience)
        .claim("typ", "Bearer")
        .issuedAt(now - 600)
        .expiresAt(now + life.toSeconds());
  }

  /** The session that this person has begun last, at any browser. */
  public String lastSessionOf(String name) {
    return sessions.get(name);
  }

  /** What this person is in tokens. */
  public static String subjectOf(String name) {
    return "subject-of-" + name;
  }

  /** A token with these claims, signed as all are. */
  public String signed(Map<String, Object> claims) {
    return Jws.signed(claims, keys.getPrivate());
  }

  /** What a logout token says of this person's last session; to be changed and signed. */
  public Map<String, Object> logout(String name) {
    long now = System.currentTimeMillis() / 1000;
    var claims = new LinkedHashMap<String, Object>();
    claims.put("iss", issuer());
    claims.put("sub", subjectOf(name));
    claims.put("aud", AUDIENCE);
    claims.put("iat", now);
    claims.put("exp", now + 120);
    claims.put("jti", UUID.randomUUID().toString());
    claims.put("typ", "Logout");
    claims.put("sid", lastSessionOf(name));
    claims.put("events", Map.of(LOGOUT_EVENT, Map.of()));
    return claims;
  }

  /** The code that the sign-in page gives a browser of this person. */
  public static String codeOf(String name) {
    return "code-of-" + name;
  }

  /** What a code is changed for. */
  private String tokens(HttpExchange exchange) throws IOException {
    String form =
        new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8) + "&";
    String start = "code=" + codeOf("");
    int name = form.indexOf(start) + start.length();
    String person = form.substring(name, form.indexOf('&', name));
    String session = UUID.randomUUID().toString();
    sessions.put(person, session);
    String token = token(person, person + "@example.org", session);
    return """
        {"access_token": "%1$s", "id_token": "%1$s", "token_type": "Bearer", "expires_in": 300}
        """
        .formatted(token);
  }

  private String discovery() {
    return """
        {"issuer": "%1$s", "authorization_endpoint": "%1$s/auth", "token_endpoint": "%1$s/token", "jwks_uri": "%1$s/certs",
         "end_session_endpoint": "%1$s/logout", "userinfo_endpoint": "%1$s/userinfo", "introspection_endpoint": "%1$s/introspect"}
        """
        .formatted(issuer());
  }

  private String keySet() {
    var key = (RSAPublicKey) keys.getPublic();
    return """
        {"keys": [{"kty": "RSA", "use": "sig", "alg": "RS256", "kid": "%s", "n": "%s", "e": "%s"}]}
        """
        .formatted(Jws.KEY_ID, base64(key.getModulus()), base64(key.getPublicExponent()));
  }

  private static String base64(BigInteger number) {
    byte[] bytes = number.toByteArray();
    int start = bytes[0] == 0 ? 1 : 0;
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(java.util.Arrays.copyOfRange(bytes, start, bytes.length));
  }

  static void answer(HttpExchange exchange, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, body.length);
    try (var out = exchange.getResponseBody()) {
      out.write(body);
    }
  }
}
