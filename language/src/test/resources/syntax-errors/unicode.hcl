größe "ñandú" {
	日本語 = "🇬🇧🇬🇧 👩‍👩‍👧 e\q"
  naïve = “quoted”
  x     = "é" ″
}
