package dev.aerie.controlplane.agent;

import jakarta.enterprise.context.RequestScoped;

/** The region whose agent the request under way comes from. */
@RequestScoped
public class AgentRegion {
  private String name = "";

  void is(String region) {
    name = region;
  }

  String name() {
    return name;
  }
}
