package dev.aerie.operator.agent;

import dev.aerie.operator.agent.KeyStore.Keys;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The key by which the control plane knows the agent. The agent makes it, keeps it before it tells
 * its hash, and so can repeat a call whose answer was lost. A key comes in by the one-time token,
 * and later ones by the key before. For one thread.
 */
final class AgentKey {

  private static final Logger LOG = LoggerFactory.getLogger(AgentKey.class);
  private static final Duration LOOK = Duration.ofMinutes(1);
  private static final String PREFIX = "aerieagent_";
  private static final int RANDOM_BYTES = 32;
  private static final String NOTHING_TO_ENROL_BY =
      "AERIE_REGION_TOKEN is not set, and there is no key of an earlier enrolment: issue a token for the"
          + " region, put it into the Secret that the variable comes from, and restart the operator";

  private final ControlPlane controlPlane;
  private final KeyStore store;
  private final String token;
  private final Duration life;
  private final Clock clock;
  private final Backoff backoff = new Backoff(RandomGenerator.getDefault());

  AgentKey(ControlPlane controlPlane, KeyStore store, AgentSettings settings, Clock clock) {
    this.controlPlane = controlPlane;
    this.store = store;
    this.token = settings.token();
    this.life = settings.keyLife();
    this.clock = clock;
  }

  /** Returns when the agent is enrolled. */
  void await() throws InterruptedException {
    while (!once() && !controlPlane.isOpen()) {
      Thread.sleep(backoff.failed());
    }
  }

  /** Changes the key whenever its time has come. */
  void lookAfter() throws InterruptedException {
    while (!Thread.currentThread().isInterrupted()) {
      Thread.sleep(once() ? LOOK : backoff.failed());
    }
  }

  /** Enrols, goes on with the key there is, or changes it when its time has come. */
  boolean once() throws InterruptedException {
    try {
      Optional<Keys> kept = store.read().filter(this::isOfToken);
      if (token.isEmpty() && kept.filter(Keys::enrolled).isEmpty()) {
        return failed(NOTHING_TO_ENROL_BY);
      }
      Keys keys = enrolled(kept.orElseGet(this::first));
      controlPlane.use(keys.key());
      if (!keys.next().isEmpty()) {
        goOver(keys);
      } else if (!clock.instant().isBefore(keys.since().plus(life))) {
        goOver(store.keep(keys.with(text())));
      }
      backoff.succeeded();
      return true;
    } catch (ControlPlaneException | KubernetesClientException e) {
      return failed(e.getMessage());
    } catch (RuntimeException e) {
      return failed(e.toString());
    }
  }

  private boolean failed(String why) {
    if (backoff.isFirst()) {
      LOG.warn("{}; the agent's key stays as it is, and this is tried again", why);
    }
    return false;
  }

  /**
   * Another token than the last one that enrolled means that somebody wants another enrolment. No
   * token does not: a spent one is of no use any more, and somebody has removed it.
   */
  private boolean isOfToken(Keys keys) {
    return token.isEmpty() || keys.enrolledBy().equals(sha256(token));
  }

  private Keys first() {
    return store.keep(new Keys(text(), "", sha256(token), false, now()));
  }

  private Keys enrolled(Keys keys) throws ControlPlaneException, InterruptedException {
    if (keys.enrolled()) {
      return keys;
    }
    controlPlane.enrol(token, sha256(keys.key()));
    LOG.info("The agent is enrolled");
    return store.keep(keys.in(now()));
  }

  /** The next key is kept already; the control plane takes both until it is first used. */
  private void goOver(Keys keys) throws ControlPlaneException, InterruptedException {
    try {
      controlPlane.announce(sha256(keys.next()));
    } catch (KeyRefusedException e) {
      LOG.warn("The agent's key is refused; its next one may hold: {}", e.getMessage());
    }
    Keys next = store.keep(new Keys(keys.next(), "", keys.enrolledBy(), true, now()));
    controlPlane.use(next.key());
    LOG.info("The agent has changed its key");
  }

  private String text() {
    return PREFIX + RandomText.ofBytes(RANDOM_BYTES);
  }

  private Instant now() {
    return clock.instant();
  }

  /** What the control plane knows of a key or token, in hexadecimal digits. */
  static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
