package dev.aerie.controlplane.address;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The header in which proxies write where a request came from, the nearest one at the end. */
public enum ForwardingHeader {
  /** Addresses separated by commas. */
  X_FORWARDED_FOR("X-Forwarded-For") {
    @Override
    List<Optional<String>> hops(String value) {
      return Stream.of(value.split(",", -1)).map(String::strip).map(NodeAddress::parse).toList();
    }
  },

  /** That of RFC 7239: elements separated by commas, of pairs separated by semicolons. */
  FORWARDED("Forwarded") {
    @Override
    List<Optional<String>> hops(String value) {
      var hops = new ArrayList<Optional<String>>();
      var nodes = new ArrayList<String>();
      Matcher pair = PAIR.matcher(value);
      while (pair.lookingAt()) {
        if (pair.group("name").toLowerCase(Locale.ROOT).equals("for")) {
          nodes.add(Optional.ofNullable(pair.group("quoted")).orElseGet(() -> pair.group("plain")));
        }
        if (!pair.group("end").equals(";")) {
          hops.add(onlyOne(nodes).flatMap(NodeAddress::parse));
          nodes.clear();
        }
        if (pair.group("end").isEmpty()) {
          return List.copyOf(hops);
        }
        pair.region(pair.end(), value.length());
      }
      // A quote that is left open would swallow what a proxy has added behind it.
      return UNREADABLE;
    }
  };

  private static final List<Optional<String>> UNREADABLE = List.of(Optional.empty());

  private static final Pattern PAIR =
      Pattern.compile(
          "\\s*(?<name>[A-Za-z-]+)=(?:\"(?<quoted>[^\"\\\\]*)\"|(?<plain>[^\\s\",;]+))\\s*(?<end>[,;]|\\z)");

  private final String text;

  ForwardingHeader(String text) {
    this.text = text;
  }

  /** The header of this name; empty when there is none. */
  public static Optional<ForwardingHeader> named(String name) {
    return Stream.of(values()).filter(one -> one.text.equalsIgnoreCase(name.strip())).findFirst();
  }

  /** Its name in a request. */
  public String text() {
    return text;
  }

  /**
   * What each proxy says of where it was called from, the nearest proxy last; empty where it says
   * nothing, or nothing that is an address.
   */
  abstract List<Optional<String>> hops(String value);

  private static Optional<String> onlyOne(List<String> nodes) {
    return nodes.size() == 1 ? Optional.of(nodes.getFirst()) : Optional.empty();
  }
}
