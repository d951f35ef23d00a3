package dev.aerie.local.quickstart;

import dev.aerie.local.home.Secrets;
import dev.aerie.local.platform.Platform;
import java.util.Map;

/** Makes regions through the public API, as an administrator of the platform does. */
public final class RegionTokens {
  private static final String REGIONS = "/v1/regions";

  private final Platform platform;

  public RegionTokens(Platform platform) {
    this.platform = platform;
  }

  /** What enrols the agent of a region; the region is made when it is asked for first. */
  public String of(String region) {
    Secrets secrets = platform.secrets();
    String secret = "regionToken-" + region;
    if (!secrets.has(secret)) {
      secrets.keep(
          secret,
          platform.steps().run("make region " + region, () -> make(Api.of(platform), region)));
    }
    return secrets.get(secret);
  }

  private static String make(Api api, String region) {
    var made =
        api.get(REGIONS + "/" + region).isPresent()
            ? api.post(REGIONS + "/" + region + ":enrol", Map.of())
            : api.post(REGIONS, Map.of("name", region, "cloud", "other"));
    return made.at("/enrolment/token").asText();
  }
}
