package dev.aerie.engine.catalog;

/** Whether a collection or partition may be searched. */
public enum LoadState {
  RELEASED,
  LOADED
}
