package dev.aerie.controlplane.sso.support;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aerie.controlplane.sso.support.Browser.Page;
import dev.aerie.controlplane.support.Api;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Somebody at a browser who opens the console and answers what they are asked.
 *
 * @param email what they type at Keycloak
 * @param name what they type at the customer's identity provider
 */
public record Visitor(Browser browser, String email, String name) {
  private static final int MOST_PAGES = 10;
  private static final String PASSWORD = "correct horse battery";

  /** With a browser of their own. */
  public static Visitor of(String email, String name) {
    return new Visitor(new Browser(), email, name);
  }

  /** Signs in; the page at the end. */
  public Page signIn() {
    return signIn(fields -> fields);
  }

  /** Signs in, and changes what the identity provider sends back by the browser. */
  public Page signIn(UnaryOperator<Map<String, String>> tamper) {
    Page page = browser.open(URI.create(Api.address() + "/login"));
    for (int i = 0; i < MOST_PAGES && page.action().isPresent(); i++) {
      Map<String, String> fields = new HashMap<>(page.fields());
      boolean ours = page.address().getPath().startsWith("/realms/aerie/");
      if (fields.containsKey("SAMLResponse")) {
        fields = tamper.apply(fields);
      } else if (ours && page.address().getPath().endsWith("/first-broker-login")
          || ours && page.body().contains("kc-error-message")) {
        return page;
      } else if (page.asksForPassword()) {
        fields = Map.of("username", ours ? email : name, "password", PASSWORD);
      } else if (!fields.containsKey("SAMLRequest")) {
        fields = Map.of("username", email);
      }
      page = browser.post(page.action().get(), fields);
    }
    return page;
  }

  /** Goes as far as the page that sends a SAML request to the identity provider. */
  public Page begin() {
    Page login = browser.open(URI.create(Api.address() + "/login"));
    return browser.post(login.action().orElseThrow(), Map.of("username", email));
  }

  /** What the control plane tells this session. */
  public Page get(String path) {
    return browser.open(URI.create(Api.address() + path));
  }

  /** Whether a session has been begun. */
  public boolean isSignedIn() {
    return get("/v1/me").status() == 200;
  }

  /** What the control plane says about this session. */
  public JsonNode me() {
    Page me = get("/v1/me");
    if (me.status() != 200) {
      throw new AssertionError("nobody is signed in: " + me.status() + " " + me.body());
    }
    try {
      return Api.JSON.readTree(me.body());
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
