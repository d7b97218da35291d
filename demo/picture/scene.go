package main

import "math"

// scenes are the pictures by the site and the name of the file.
var scenes = map[string]func(*canvas){
	"site/assets/riyadh.jpg":     riyadh,
	"site/assets/port.jpg":       port,
	"site/assets/strike.jpg":     strike,
	"site/assets/parliament.jpg": parliament,
	"site/assets/telescope.jpg":  telescope,
	"site/assets/cup.jpg":        stadium,
	"site/assets/flood.jpg":      flood,
	"courier/images/gate.jpg":    gate,
	"courier/images/ferry.jpg":   ferry,
	"courier/images/school.jpg":  school,
	"waha/images/dates.jpg":      dates,
	"waha/images/lantern.jpg":    lantern,
	"waha/images/solar.jpg":      solar,
}

func riyadh(c *canvas) {
	c.gradient(0, 580, 0x1f2f56, 0x6b4a6e, 0xc8694f, 0xf0a35e, 0xf6cf8d)
	c.glow(0xfff0c2, 880, 470, 42)
	c.clouds(0xf7c59a, 5, 90, 260)
	for i, h := range []float64{120, 90, 150, 80, 130, 100, 160, 95, 140, 110, 85, 125} {
		c.rect(rgb(0x5a4661, 1), 20+100*float64(i), 580-h, 76, h)
	}
	dark := uint32(0x1c1f33)
	c.building(dark, 0x2a2f4a, 0xf2c879, 120, 400, 90, 200)
	c.building(dark, 0x2a2f4a, 0xf2c879, 250, 350, 80, 250)
	c.polygon(rgb(dark, 1), point{520, 600}, point{528, 230}, point{560, 130}, point{592, 230}, point{600, 600})
	c.ellipse(rgb(0xf2c879, 1), 560, 236, 15, 15)
	c.building(dark, 0x2a2f4a, 0xf2c879, 390, 440, 100, 160)
	c.polygon(rgb(dark, 1), point{690, 600}, point{700, 300}, point{722, 190}, point{736, 250}, point{750, 190}, point{772, 300}, point{782, 600})
	c.building(dark, 0x2a2f4a, 0xf2c879, 830, 420, 96, 180)
	c.building(dark, 0x2a2f4a, 0xf2c879, 960, 380, 70, 220)
	c.building(dark, 0x2a2f4a, 0xf2c879, 1060, 450, 110, 150)
	c.rect(rgb(0x141726, 1), 0, 585, width, 90)
	for _, x := range []float64{60, 230, 650, 805, 1040, 1150} {
		c.palm(0x0d101c, x, 660, 120)
	}
}

// crane is a harbour crane, its foot at x, y.
func (c *canvas) crane(hex uint32, x, y, size float64) {
	k := rgb(hex, 1)
	c.line(k, x-0.16*size, y, x-0.10*size, y-0.78*size, 0.035*size)
	c.line(k, x+0.16*size, y, x+0.10*size, y-0.78*size, 0.035*size)
	c.line(k, x-0.15*size, y-0.25*size, x+0.12*size, y-0.5*size, 0.018*size)
	c.line(k, x+0.15*size, y-0.25*size, x-0.12*size, y-0.5*size, 0.018*size)
	c.rect(k, x-0.45*size, y-0.80*size, 1.15*size, 0.045*size)
	c.line(k, x, y-0.80*size, x, y-1.06*size, 0.03*size)
	c.line(k, x, y-1.05*size, x+0.68*size, y-0.80*size, 0.012*size)
	c.line(k, x, y-1.05*size, x-0.42*size, y-0.80*size, 0.012*size)
	c.line(k, x+0.52*size, y-0.78*size, x+0.52*size, y-0.42*size, 0.008*size)
	c.rect(k, x+0.47*size, y-0.42*size, 0.10*size, 0.06*size)
}

// ship is a freighter, the middle of its waterline at x, y.
func (c *canvas) ship(hull, deck uint32, x, y, size float64) {
	c.polygon(rgb(hull, 1), point{x - 0.5*size, y - 0.12*size}, point{x + 0.54*size, y - 0.12*size}, point{x + 0.46*size, y + 0.02*size}, point{x - 0.45*size, y + 0.02*size})
	c.rect(rgb(0xb5402f, 1), x-0.45*size, y-0.005*size, 0.92*size, 0.025*size)
	c.rect(rgb(deck, 1), x-0.44*size, y-0.26*size, 0.14*size, 0.14*size)
	c.rect(rgb(hull, 1), x-0.40*size, y-0.32*size, 0.05*size, 0.07*size)
	for i, hex := range []uint32{0xc8553d, 0x588b8b, 0xf2c14e, 0x4d7ea8, 0xc8553d, 0xe0d6c3, 0x588b8b, 0xf2c14e} {
		c.rect(rgb(hex, 1), x-0.26*size+0.088*size*float64(i), y-0.165*size, 0.082*size, 0.045*size)
		if i%3 != 1 {
			c.rect(rgb(hex, 0.85), x-0.26*size+0.088*size*float64(i), y-0.212*size, 0.082*size, 0.045*size)
		}
	}
}

func port(c *canvas) {
	c.gradient(0, 470, 0x5d87a1, 0x9dbfca, 0xdfe7df)
	c.clouds(0xffffff, 8, 60, 230)
	c.hills(rgb(0x8aa3a5, 1), 440, 26, 170, 0.4)
	for i := range 5 {
		x := 640 + 96*float64(i)
		c.rect(rgb(0xd8cdb8, 1), x, 300, 88, 190)
		c.arc(rgb(0xc6b99f, 1), x+44, 300, 44, 30, math.Pi)
		c.rect(rgb(0xb9ab91, 1), x+70, 300, 18, 190)
	}
	c.rect(rgb(0x7d6f5b, 1), 560, 478, 640, 40)
	c.crane(0x34495a, 600, 486, 330)
	c.gradient(515, height, 0x44758a, 0x264b5e)
	c.waves(0xdff1f2, 525, 670)
	c.ship(0x22333f, 0xf4f1e6, 300, 560, 520)
}

func strike(c *canvas) {
	c.gradient(0, 500, 0x39455f, 0x7b7f8f, 0xd7b596, 0xf0d3a8)
	c.glow(0xffe6b8, 270, 400, 34)
	c.hills(rgb(0x6c7486, 1), 455, 18, 140, 2)
	c.gradient(470, 560, 0x56748a, 0x3c566b)
	c.waves(0xf3dcb8, 475, 560)
	for _, x := range []float64{210, 420, 980} {
		c.ship(0x2b3644, 0xe6dfd2, x, 500, 170)
	}
	c.crane(0x222b3a, 640, 560, 400)
	c.crane(0x222b3a, 960, 560, 340)
	c.rect(rgb(0x2a2d37, 1), 0, 556, width, 120)
	for i := range 46 {
		x := 20 + 26*float64(i) + 10*c.random.Float64()
		c.person([]uint32{0x151a24, 0x1d2431, 0x252c3a}[i%3], x, 650+24*c.random.Float64(), 104+16*c.random.Float64())
	}
	for i, hex := range []uint32{0xc8432f, 0xf1e7d2, 0xc8432f, 0xf2c14e, 0xf1e7d2} {
		x := 130 + 225*float64(i)
		c.line(rgb(0x151a24, 1), x, 640, x, 470, 6)
		c.rect(rgb(hex, 1), x-62, 440, 124, 66)
		c.rect(rgb(0x151a24, 0.55), x-44, 460, 88, 7)
		c.rect(rgb(0x151a24, 0.55), x-44, 478, 60, 7)
	}
}

func parliament(c *canvas) {
	c.gradient(0, 640, 0x86abc9, 0xc5d8e0, 0xf3ebdc)
	c.clouds(0xffffff, 9, 60, 260)
	stone, shade, dark := rgb(0xe8dcc3, 1), rgb(0xcdbd9d, 1), rgb(0x7d6d52, 1)
	c.rect(stone, 150, 360, 900, 210)
	c.arc(rgb(0x5f8f86, 1), 600, 250, 110, 120, math.Pi)
	c.rect(stone, 480, 248, 240, 60)
	c.rect(dark, 596, 80, 8, 60)
	c.polygon(rgb(0xb23a34, 1), point{604, 84}, point{668, 98}, point{604, 114})
	c.polygon(shade, point{400, 340}, point{600, 262}, point{800, 340})
	c.polygon(stone, point{440, 334}, point{600, 274}, point{760, 334})
	c.rect(shade, 395, 338, 410, 24)
	c.rect(shade, 150, 352, 900, 14)
	for i := range 9 {
		c.rect(dark, 415+46*float64(i), 362, 24, 200)
		c.rect(rgb(0xf6eddb, 1), 409+46*float64(i), 362, 20, 200)
	}
	for i := range 5 {
		for _, x := range []float64{170 + 46*float64(i), 816 + 46*float64(i)} {
			c.rect(dark, x, 400, 22, 50)
			c.rect(dark, x, 480, 22, 60)
		}
	}
	for i := range 6 {
		c.rect(rgb(0xd9ccb0-uint32(i)*0x060606, 1), 370-18*float64(i), 560+12*float64(i), 460+36*float64(i), 12)
	}
	c.gradient(632, height, 0x9a9c86, 0x7b7f69)
	for i := range 14 {
		c.person(0x3a3f4a, 60+84*float64(i)+30*c.random.Float64(), 655, 50+10*c.random.Float64())
	}
}

func telescope(c *canvas) {
	c.gradient(0, height, 0x070b1d, 0x121a3a, 0x1f2550)
	c.stars(420, height)
	for i := range 60 {
		f := float64(i) / 60
		c.ellipse(rgb(0x6a5fb0, 0.018), 200+900*f, 520-380*f, 190, 90)
	}
	c.glow(0xffd9a0, 1010, 140, 46)
	for i := range 40 { // a round world in the light of its star
		f := float64(i) / 40
		c.ellipse(rgb(0x2d6f8f, 0.09), 430+26*f, 370-14*f, 210-60*f*f, 210-60*f*f)
	}
	for _, band := range []struct{ y, w, h, a float64 }{{-90, 165, 16, .22}, {-30, 200, 20, .18}, {40, 202, 14, .25}, {96, 176, 18, .2}, {145, 140, 10, .25}} {
		c.ellipse(rgb(0xdff4f2, band.a), 436, 368+band.y, band.w, band.h)
	}
	for i := range 30 {
		c.ellipse(rgb(0x050817, 0.045), 330-6*float64(i), 440+4*float64(i), 190, 200)
	}
	gold, panel := rgb(0xe2b24a, 1), rgb(0x324a8a, 1)
	for i := range 7 { // the mirror's six-sided pieces
		a := math.Pi / 3 * float64(i)
		x, y := 850.0, 420.0
		if i < 6 {
			x, y = x+62*math.Cos(a+math.Pi/6), y+62*math.Sin(a+math.Pi/6)
		}
		var points []point
		for j := range 6 {
			b := math.Pi / 3 * float64(j)
			points = append(points, point{x + 33*math.Cos(b), y + 33*math.Sin(b)})
		}
		c.polygon(gold, points...)
	}
	c.line(rgb(0xcfd4e2, 1), 850, 420, 770, 360, 4)
	c.line(rgb(0xcfd4e2, 1), 850, 470, 770, 360, 4)
	c.polygon(rgb(0xb9bfd2, 1), point{730, 520}, point{990, 500}, point{1010, 540}, point{750, 566})
	c.polygon(panel, point{1010, 500}, point{1130, 470}, point{1140, 520}, point{1020, 545})
}

func stadium(c *canvas) {
	c.gradient(0, 330, 0x14254a, 0x2f4f86, 0x7f93b2)
	for _, x := range []float64{110, 1090} {
		c.rect(rgb(0x10182c, 1), x-5, 90, 10, 260)
		c.rect(rgb(0x10182c, 1), x-52, 60, 104, 46)
		for i := range 8 {
			c.glow(0xfffbe6, x-42+28*float64(i%4), 72+22*float64(i/4), 7)
		}
	}
	c.polygon(rgb(0x28324a, 1), point{0, 250}, point{width, 250}, point{width, 420}, point{0, 420})
	for range 2600 {
		hex := []uint32{0xc8432f, 0xf1e7d2, 0xe9c46a, 0x3f5f8f, 0x8a8fa0, 0xc8432f}[c.random.IntN(6)]
		c.ellipse(rgb(hex, 0.8), c.random.Float64()*width, 256+158*c.random.Float64(), 3.4, 4.2)
	}
	c.rect(rgb(0xe8e2d0, 1), 0, 414, width, 22)
	for i := range 10 {
		hex := uint32(0x3f8f4d)
		if i%2 == 1 {
			hex = 0x378245
		}
		c.polygon(rgb(hex, 1), point{-300 + 180*float64(i), height}, point{120 + 96*float64(i), 436}, point{216 + 96*float64(i), 436}, point{-120 + 180*float64(i), height})
	}
	c.polygon(rgb(0x378245, 1), point{0, 436}, point{122, 436}, point{-298, height}, point{0, height})
	c.polygon(rgb(0x3f8f4d, 1), point{1078, 436}, point{width, 436}, point{width, height})
	c.arc(rgb(0xf4f4ee, 0.9), 600, 560, 250, 62, 0)
	c.arc(rgb(0x3b894a, 1), 600, 560, 244, 57, 0)
	c.line(rgb(0xf4f4ee, 0.9), 0, 560, width, 560, 5)
	for i, x := range []float64{300, 420, 790, 930, 690} {
		hex := []uint32{0xb6322a, 0xf2efe4}[i%2]
		c.person(hex, x, 590+16*float64(i%3), 120)
		c.rect(rgb(0x20242e, 1), x-16, 590+16*float64(i%3)-50, 32, 22)
	}
	c.ellipse(rgb(0xffffff, 1), 560, 614, 15, 15)
	c.ellipse(rgb(0x22252c, 1), 562, 614, 5, 5)
}

func flood(c *canvas) {
	c.gradient(0, 420, 0x3b4754, 0x66757f, 0x97a2a4)
	c.clouds(0x2c3540, 12, 20, 190)
	c.hills(rgb(0x5d6f66, 1), 380, 34, 190, 1)
	c.hills(rgb(0x4a5b52, 1), 410, 22, 120, 3)
	for i, x := range []float64{110, 330, 590, 820, 1030} {
		wall := []uint32{0xc9b79c, 0xb98f72, 0xd6cbb3, 0xa98467, 0xc9b79c}[i]
		y := 330 + 18*float64(i%3)
		c.rect(rgb(wall, 1), x-66, y, 132, 190)
		c.polygon(rgb(0x8a3f34, 1), point{x - 84, y}, point{x, y - 74}, point{x + 84, y})
		c.rect(rgb(0x39424a, 1), x-42, y+30, 26, 34)
		c.rect(rgb(0xf2c879, 1), x+16, y+30, 26, 34)
	}
	for _, x := range []float64{220, 470, 710, 930, 1150} {
		c.rect(rgb(0x3d342b, 1), x-5, 400, 10, 100)
		c.ellipse(rgb(0x3f5446, 1), x, 380, 42, 56)
	}
	c.gradient(452, height, 0x7d7763, 0x5a5748, 0x45453b)
	c.waves(0xd8d2bd, 462, 670)
	c.polygon(rgb(0xd9622b, 1), point{470, 560}, point{730, 560}, point{700, 604}, point{500, 604})
	c.rect(rgb(0xf1a172, 1), 470, 556, 260, 9)
	for i, x := range []float64{520, 580, 640, 690} {
		c.person(0x232a33, x, 566, 84+8*float64(i%2))
	}
	c.line(rgb(0x3d342b, 1), 500, 500, 440, 640, 6)
	for range 260 {
		x, y := c.random.Float64()*width, c.random.Float64()*640
		c.line(rgb(0xe6edf0, 0.22), x, y, x-7, y+26, 1.6)
	}
}
