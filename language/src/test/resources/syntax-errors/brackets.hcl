bundle "web" {
  when = contains(node.tags, "web"
  names = ["a", "b"
  size  = (1 + 2
  users = {
    root = 0
    app  = [1, 2
  }
  file "/etc/motd" {
    content = "x"
}

}
}

/* the rest
