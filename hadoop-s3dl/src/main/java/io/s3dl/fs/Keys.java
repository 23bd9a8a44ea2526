package io.s3dl.fs;

import io.s3dl.store.ObjectInfo;

/** Arithmetic on keys: paths without their leading slash; the root is empty. */
final class Keys {

  private Keys() {}

  static String name(String key) {
    return key.substring(key.lastIndexOf('/') + 1);
  }

  /** The key of the directory that holds this one; the root's is the root's. */
  static String parent(String key) {
    return key.substring(0, Math.max(0, key.lastIndexOf('/')));
  }

  static String child(String directory, String name) {
    return directory.isEmpty() ? name : directory + "/" + name;
  }

  /** What all keys below a directory begin with. */
  static String prefix(String directory) {
    return directory.isEmpty() ? "" : directory + "/";
  }

  /** The key in a flat store, where that of a directory's marker ends in a slash. */
  static String stored(ObjectInfo info) {
    return info.directory() ? prefix(info.key()) : info.key();
  }

  /** Whether {@code key} is below {@code directory}. */
  static boolean isBelow(String key, String directory) {
    return key.length() > directory.length() && key.startsWith(prefix(directory));
  }

  /** Whether a path can be made of the key: none of its elements is empty, one dot, or two. */
  static boolean isAddressable(String key) {
    if (key.indexOf("//") < 0 && key.indexOf("./") < 0 && !key.endsWith(".")) { // as nearly all
      return !key.startsWith("/") && !key.endsWith("/");
    }
    for (String element : key.split("/", -1)) {
      if (element.isEmpty() || element.equals(".") || element.equals("..")) {
        return false;
      }
    }
    return true;
  }
}
