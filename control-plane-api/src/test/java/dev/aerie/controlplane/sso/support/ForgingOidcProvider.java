package dev.aerie.controlplane.sso.support;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.aerie.controlplane.support.Api;
import dev.aerie.controlplane.support.Jws;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * An OpenID provider that sends everybody straight back, and whose ID tokens say whatever a test
 * wants. Its server has one thread.
 */
public final class ForgingOidcProvider implements AutoCloseable {
  private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();
  private static final int LIFE_SECONDS = 300;

  /** What makes an ID token of an honest one's claims. */
  public interface Forgery {
    String token(ForgingOidcProvider provider, Map<String, Object> claims);
  }

  private final HttpServer server;
  private final KeyPair keys = Jws.newKeys();
  private final String email;
  private Map<String, String> asked = Map.of();
  private volatile Forgery forgery = ForgingOidcProvider::signed;
  private volatile UnaryOperator<String> state = sent -> sent;

  private ForgingOidcProvider(HttpServer server, String email) {
    this.server = server;
    this.email = email;
  }

  /** One that vouches for this address. */
  public static ForgingOidcProvider start(String email) {
    try {
      var made =
          new ForgingOidcProvider(
              HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0),
              email);
      made.server.createContext(
          "/.well-known/openid-configuration", exchange -> answer(exchange, made.discovery()));
      made.server.createContext("/keys", exchange -> answer(exchange, made.keySet()));
      made.server.createContext("/auth", made::sendBack);
      made.server.createContext("/token", exchange -> answer(exchange, made.tokens()));
      made.server.start();
      return made;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  public String issuer() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Answers with such tokens from now on. */
  public void forges(Forgery next) {
    forgery = next;
  }

  /** Sends people back with another state than the one they came with from now on. */
  public void changesState(UnaryOperator<String> change) {
    state = change;
  }

  /** A token with these claims, signed by the key that is published. */
  public String signed(Map<String, Object> claims) {
    return Jws.signed(claims, keys.getPrivate());
  }

  private static String json(Map<String, Object> part) {
    try {
      return Api.JSON.writeValueAsString(part);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private String discovery() {
    String at = issuer();
    return json(
        Map.of(
            "issuer",
            at,
            "authorization_endpoint",
            at + "/auth",
            "token_endpoint",
            at + "/token",
            "jwks_uri",
            at + "/keys",
            "response_types_supported",
            new String[] {"code"},
            "subject_types_supported",
            new String[] {"public"},
            "id_token_signing_alg_values_supported",
            new String[] {"RS256"}));
  }

  private String keySet() {
    var key = (RSAPublicKey) keys.getPublic();
    return json(
        Map.of(
            "keys",
            new Object[] {
              Map.of(
                  "kty",
                  "RSA",
                  "use",
                  "sig",
                  "alg",
                  "RS256",
                  "kid",
                  Jws.KEY_ID,
                  "n",
                  number(key.getModulus()),
                  "e",
                  number(key.getPublicExponent()))
            }));
  }

  private static String number(BigInteger value) {
    byte[] bytes = value.toByteArray();
    return URL.encodeToString(bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
  }

  private void sendBack(HttpExchange exchange) throws IOException {
    asked =
        Arrays.stream(exchange.getRequestURI().getRawQuery().split("&"))
            .map(pair -> pair.split("=", 2))
            .collect(
                Collectors.toMap(
                    pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    exchange
        .getResponseHeaders()
        .add(
            "Location",
            asked.get("redirect_uri")
                + "?code=c0de&state="
                + URLEncoder.encode(state.apply(asked.get("state")), StandardCharsets.UTF_8));
    exchange.sendResponseHeaders(302, -1);
    exchange.close();
  }

  private String tokens() {
    return json(
        Map.of(
            "access_token",
            "opaque",
            "token_type",
            "Bearer",
            "expires_in",
            LIFE_SECONDS,
            "id_token",
            forgery.token(this, honest())));
  }

  private Map<String, Object> honest() {
    long now = Instant.now().getEpochSecond();
    var claims = new LinkedHashMap<String, Object>();
    claims.put("iss", issuer());
    claims.put("sub", "subject of " + email);
    claims.put("aud", asked.get("client_id"));
    claims.put("iat", now);
    claims.put("exp", now + LIFE_SECONDS);
    claims.put("nonce", asked.get("nonce"));
    claims.put("email", email);
    claims.put("email_verified", true);
    claims.put("preferred_username", email);
    claims.put("given_name", "F");
    claims.put("family_name", "L");
    return claims;
  }

  private static void answer(HttpExchange exchange, String json) throws IOException {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
