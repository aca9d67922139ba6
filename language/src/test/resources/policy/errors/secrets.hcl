secret "here" {}
secret "there" {
  credential = "a"
  file       = "/run/secrets/a"
}
secret "relative" {
  file = "run/secrets/a"
}
secret "path" {
  credential = "../a"
}
secret "told" {
  value = "hush"
}
secret "named" {
  credential = local.name
}
secret "token" {
  file = "/run/secrets/none"
}
file "/a" {
  content = secret("db")
}
file "/b" {
  content = secret("tokn")
}
file "/c" {
  content = "${secret("token")}${secret("torn")}"
}
file "/d" {
  content = secret("conflict")
}
file "/e" {
  content = secret("../keys/web1")
}
exec "shown" {
  run = ["login", secret("good")]
}
