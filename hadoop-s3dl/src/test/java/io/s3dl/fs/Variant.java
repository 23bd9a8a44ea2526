package io.s3dl.fs;

import java.util.List;
import java.util.stream.Stream;

/** One of the ways in which every test of a file system is run. */
record Variant(String scheme, boolean compressed) {

  /** Over each kind of store: disks, and keys alone. */
  static List<Variant> all() {
    return Stream.concat(onDisks().stream(), flat().stream()).toList();
  }

  static List<Variant> onDisks() {
    return List.of(
        new Variant("filedl", true),
        new Variant("filedl", false),
        new Variant("directdl", true),
        new Variant("directdl", false));
  }

  /** Over a store of keys alone, in memory. */
  static List<Variant> flat() {
    return List.of(new Variant("s3dl", true), new Variant("s3dl", false));
  }

  boolean isFlat() {
    return scheme.equals("s3dl");
  }

  @Override
  public String toString() {
    return scheme + (compressed ? " compressed" : " plain");
  }
}
